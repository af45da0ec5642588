import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { wordings } from '../../sim-core/scenario/wording/index.ts';
import { nodes } from './scenario-cases.ts';

describe('many problems', () => {
  it('lists the first hundred and counts the rest', () => {
    const wrong = Array.from({ length: 150 }, (_, i) => `n${i}: { kind: server, cores: no }`);
    const { problems } = loadScenario(nodes(...wrong));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)!.what).toBe('50 more problems are not shown.');
  });

  it('of references are told beside others', () => {
    const { problems } = loadScenario(
      nodes('a: { kind: server, cores: no, calls: stroe }', 'store: { kind: replicated-store }'),
    );
    expect(problems.map(({ code }) => code)).toEqual(['not-a-quantity', 'unknown-node']);
    expect(problems[1]).toMatchObject({ line: 3, column: 40, fix: 'Did you mean `store`?' });
  });

  it('of a client that sends to itself are one', () => {
    const { problems } = loadScenario(nodes('web: { kind: source, target: web, rate: 1/s }'));
    expect(problems.map(({ code }) => code)).toEqual(['target-is-client']);
  });

  it('come line by line', () => {
    const { problems } = loadScenario(
      nodes('b: { kind: server, cores: no, queue: no }', 'a: { kind: server, zone: 3 }'),
    );
    expect(problems.map(({ path }) => path)).toEqual(['nodes.b.cores', 'nodes.b.queue', 'nodes.a.zone']);
  });
});

describe('the words', () => {
  it('exist for every complaint in the engine', () => {
    // Problems of reports have words of their own (`run/report-problems.ts`).
    const files = readdirSync('sim-core', { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('build-report.ts'),
    );
    const source = files.map((name) => readFileSync(`sim-core/${name}`, 'utf8')).join('\n');
    const codes = [...source.matchAll(/\bcode: '([a-z]+(?:-[a-z]+)*)'/g)].map(([, code]) => code);
    const others = [
      ...source.matchAll(/\b(?:complaint|unknownName|report|find|stop)\('([a-z]+(?:-[a-z]+)+)'/g),
    ];
    const all = [...new Set([...codes, ...others.map(([, code]) => code)])];
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter((code) => !(code in wordings))).toEqual([]);
  });
});
