import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

const ROOT = join(import.meta.dirname, '../../scenarios');

const files = new Map(
  readdirSync(join(ROOT, 'data'))
    .filter((name) => name.endsWith('.csv'))
    .map((name) => [name, readFileSync(join(ROOT, 'data', name), 'utf8')] as const),
);

const scenarios = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);

it('there are scenarios', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(10);
});

describe.each(scenarios)('%s', (name) => {
  const { scenario, problems } = loadScenario(readFileSync(join(ROOT, name), 'utf8'), { files });

  it('is a document without problems, with a story and objectives', () => {
    expect(problems).toEqual([]);
    expect(scenario!.story.length).toBeGreaterThan(100);
    expect(scenario!.expect.length).toBeGreaterThan(0);
  });

  it('holds what it promises, and breaks no law', () => {
    const report = run(scenario!);
    expect(report.stopReason).toEqual({ kind: 'finished' });
    expect(report.objectives.filter(({ held }) => held !== true)).toEqual([]);
    expect(report.problems).toEqual([]);
  });
});
