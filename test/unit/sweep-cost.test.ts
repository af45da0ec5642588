import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sweepCommand } from '../../cli/commands/sweep.ts';
import { Run } from '../../sim-core/run/run.ts';
import { Histogram } from '../../sim-core/stats/histogram.ts';
import { SLICES } from '../../sim-core/stats/latency-recorder.ts';
import { loadScenario } from '../../sim-core/index.ts';
import { printed } from './in-this-process.ts';

const TEXT = `brownout: 1
title: Small
duration: 2s
nodes:
  web: { kind: source, target: api, rate: 75/s }
  api: { kind: server, cores: 2, service: exponential 20ms }
expect:
  - web.p50 < 30ms
  - web.mean < 50ms
`;

/** How often each thing was done. */
const done = vi.hoisted(() => ({ read: [] as string[], checked: 0, hashed: 0, breaths: 0 }));

vi.mock('../../sim-core/scenario/source.ts', async (original) => {
  const actual = await original<typeof import('../../sim-core/scenario/source.ts')>();
  class Counted extends actual.Source {
    constructor(text: string) {
      done.read.push(text);
      super(text);
    }
  }
  return { ...actual, Source: Counted };
});

vi.mock('../../sim-core/scenario/checks.ts', async (original) => {
  const actual = await original<typeof import('../../sim-core/scenario/checks.ts')>();
  const checkAll: typeof actual.checkAll = (subject) => {
    done.checked++;
    return actual.checkAll(subject);
  };
  return { ...actual, checkAll };
});

vi.mock('../../sim-core/scenario/hash.ts', async (original) => {
  const actual = await original<typeof import('../../sim-core/scenario/hash.ts')>();
  const canonicalText: typeof actual.canonicalText = (value) => {
    done.hashed++;
    return actual.canonicalText(value);
  };
  return { ...actual, canonicalText };
});

vi.mock('../../cli/breathe.ts', async (original) => {
  const { breathe } = await original<typeof import('../../cli/breathe.ts')>();
  return {
    breathe: () => {
      done.breaths++;
      return breathe();
    },
  };
});

const POINTS = 6;
const REPLICATIONS = 5;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'brownout-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(done, { read: [], checked: 0, hashed: 0, breaths: 0 });
});

/** A sweep of a document of its own, for one that was read a moment ago is not read again. */
async function sweep(title: string): Promise<string> {
  const file = path.join(folder, 'small.yaml');
  const text = TEXT.replace('Small', title);
  writeFileSync(file, text);
  const { code } = await printed(() =>
    sweepCommand(file, {
      factor: ['web.rate=25/s..150/s/6'],
      design: 'grid',
      at: [],
      replications: REPLICATIONS,
      confidence: 0.95,
      set: [],
      jobs: 1,
      json: true,
    }),
  );
  expect(code).toBe(0);
  return text;
}

describe('what a sweep costs beyond its runs', () => {
  it('reads the text once, checks and hashes each point once, and makes one report for each run', async () => {
    const report = vi.spyOn(Run.prototype, 'report');
    const text = await sweep('Counted');
    const base = 1;
    expect(done.read.filter((each) => each === text)).toHaveLength(1);
    expect(done.checked).toBe(base + POINTS);
    expect(done.hashed).toBe(base + POINTS);
    expect(report).toHaveBeenCalledTimes(POINTS * REPLICATIONS);
  });

  it('lets signals in when time has passed, not after each run', async () => {
    const clock = vi.spyOn(Date, 'now').mockReturnValue(1000);
    await sweep('In no time');
    expect(done.breaths).toBe(0);
    let now = 1000;
    clock.mockImplementation(() => (now += 500));
    await sweep('In some time');
    expect(done.breaths).toBe(POINTS * REPLICATIONS);
  });

  it('merges the slices of a window once for all that a report says of it', () => {
    const run = new Run(loadScenario(TEXT).scenario!, { seed: 3 });
    run.advance(run.duration);
    const merge = vi.spyOn(Histogram.prototype, 'merge');
    run.report();
    expect(merge.mock.calls.length).toBeGreaterThan(0);
    expect(merge.mock.calls.length).toBeLessThanOrEqual(SLICES);
  });
});
