import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { nodes } from './scenario-cases.ts';

describe('many problems', () => {
  it('lists the first hundred and counts the rest', () => {
    const wrong = Array.from({ length: 150 }, (_, i) => `n${i}: { kind: server, cores: no }`);
    const { problems } = loadScenario(nodes(...wrong));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)!.what).toBe('50 more problems are not shown.');
  });

  it('come line by line', () => {
    const { problems } = loadScenario(
      nodes('b: { kind: server, cores: no, queue: no }', 'a: { kind: server, zone: 3 }'),
    );
    expect(problems.map(({ path }) => path)).toEqual(['nodes.b.cores', 'nodes.b.queue', 'nodes.a.zone']);
  });
});
