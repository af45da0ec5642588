import { describe, expect, it, type MatcherState } from 'vitest';
import { loadScenario, run, type Scenario } from '../../sim-core/index.ts';
import { matchers } from '../../sim-core/run/vitest.ts';
import { baselineOf, compareBaselines } from '../../sim-core/run/testing/baseline.ts';

function shop(...set: string[]): Scenario {
  const { scenario, problems } = loadScenario(
    `brownout: 1
title: Shop
duration: 30s
nodes:
  web: { kind: source, target: front, rate: 100/s, timeout: 1s }
  front: { kind: load-balancer, policy: least-connections, backends: api }
  api: { kind: server, replicas: 4, service: exponential 20ms }
expect:
  - web.availability > 95%
`,
    { set },
  );
  if (scenario === null) throw new Error(JSON.stringify(problems));
  return scenario;
}

const failure = (assert: () => unknown): string => {
  try {
    assert();
  } catch (error) {
    return (error as Error).message;
  }
  return 'it passed';
};

describe('toBeFasterThan', () => {
  it('holds for a design that is better for certain, and for nothing else', () => {
    const random = shop('title=Random', 'front.policy=random');
    expect(shop()).toBeFasterThan(random, { at: 'mean', pairs: 3 });
    expect(shop()).not.toBeFasterThan(shop(), { at: 'mean', pairs: 2 });
    expect(failure(() => expect(random).toBeFasterThan(shop(), { at: 'web.mean', pairs: 3 }))).toMatch(
      /“Random” is not faster than “Shop”: web\.mean is worse: it differs by 0\.\d+ s ± 0\.\d+ s \(95 %, 3 pairs/,
    );
  });

  it('says when there is nothing to compare', () => {
    expect(failure(() => expect(shop()).toBeFasterThan(shop(), { at: 'speed', pairs: 2 }))).toContain(
      'no value',
    );
  });
});

describe('toSurvive', () => {
  it('holds if objectives do and all comes back', () => {
    expect(shop()).toSurvive('{ at: 10s, crash: api-1, for: 5s }');
    expect(shop()).toSurvive('{ crash: api-1, for: 5s }', { seed: 4 });
  });

  it('shows what was missed', () => {
    const text = failure(() => expect(shop()).toSurvive('{ at: 10s, crash: api, for: 10s }'));
    expect(text).toMatch(/did not survive \{ at: 10s, crash: api, for: 10s \}/);
    expect(text).toMatch(/✗ web\.availability > 95%: measured 0\.\d+/);
    expect(failure(() => expect(shop()).toSurvive('{ crash: apo }'))).toContain('apo');
  });
});

describe('toRecoverWithin', () => {
  const report = run(shop('faults=[{ at: 10s, for: 5s, slow: api, times: 8 }]'), { seed: 2 });

  it('holds if everything was back in time', () => {
    expect(report).toRecoverWithin('20s');
    expect(report).not.toRecoverWithin('1ms');
  });

  it('does not hold for a run without faults, nor for a time without a unit', () => {
    expect(failure(() => expect(run(shop())).toRecoverWithin('20s'))).toContain('nothing happened');
    expect(failure(() => expect(report).toRecoverWithin('20'))).toContain('write it like 30s');
  });
});

describe('baselines', () => {
  const kept = baselineOf(shop(), { replications: 4 });

  it('are the figures of clients and how busy nodes are, the same every time', () => {
    expect(Object.keys(kept.figures)).toEqual(
      expect.arrayContaining(['web.mean', 'web.p99', 'api.utilisation']),
    );
    expect(baselineOf(shop(), { replications: 4 })).toEqual(kept);
  });

  it('forgive luck, and nothing else', () => {
    const luck = baselineOf(shop('seed=500'), { replications: 4 });
    expect(compareBaselines(kept, luck)).toEqual({ pass: true, says: '' });
    const slower = baselineOf(shop('api.service=exponential 24ms'), { replications: 4 });
    const { pass, says } = compareBaselines(kept, slower);
    expect(pass).toBe(false);
    expect(says).toMatch(/web\.mean: 0\.0\d+ s, was 0\.0\d+ s \(± 0\.\d+ s is luck\)/);
    const renamed = { ...kept, figures: { 'shop.mean': kept.figures['web.mean'] } };
    expect(compareBaselines(renamed, kept).says).toMatch(/shop\.mean: has no value any more/);
  });
});

describe('toMatchBaseline', () => {
  /** The part of Vitest that keeps snapshots: one file, which an update replaces when it is not equal. */
  function vitestWith(kept: { text: string | null }, update: boolean) {
    const snapshotState = {
      environment: {
        resolveRawPath: (_: string, raw: string) => Promise.resolve(raw),
        readSnapshotFile: (file: string) =>
          Promise.resolve(file === '__baselines__/shop.json' ? kept.text : null),
      },
      match({ received, rawSnapshot }: { received: string; rawSnapshot: { content?: string } }) {
        const equal = received === rawSnapshot.content;
        if (update && !equal) kept.text = received;
        return { pass: equal || update };
      },
    };
    const context = {
      testPath: 'shop.test.ts',
      currentTestName: 'shop',
      snapshotState,
    } as unknown as MatcherState;
    return (scenario: Scenario, name = 'shop') =>
      matchers.toMatchBaseline.call(context, scenario, name, { replications: 3 });
  }

  it('is kept by an update, holds, and fails with numbers when the design has changed', async () => {
    const kept: { text: string | null } = { text: null };
    const absent = await vitestWith(kept, false)(shop());
    expect(absent.pass).toBe(false);
    expect(absent.message()).toContain('there is no baseline yet; run with -u to keep one');
    expect((await vitestWith(kept, true)(shop())).pass).toBe(true);
    expect((await vitestWith(kept, false)(shop())).pass).toBe(true);
    const changed = await vitestWith(kept, false)(shop('api.service=exponential 30ms'));
    expect(changed.pass).toBe(false);
    expect(changed.message()).toMatch(/does not match its baseline shop:\n\s+[\w.]+: 0\.\d+.*, was 0\.\d+/);
  });

  it('is left as it is by an update when nothing has moved, and is replaced when something has', async () => {
    const kept = { text: `${JSON.stringify(baselineOf(shop(), { replications: 3 }))}\n` };
    const before = kept.text;
    await vitestWith(kept, true)(shop('api.service=exponential 20.1ms'));
    expect(kept.text).toBe(before);
    await vitestWith(kept, true)(shop('api.service=exponential 30ms'));
    expect(kept.text).not.toBe(before);
  });

  it('has a name that is one of a file', async () => {
    await expect(vitestWith({ text: null }, false)(shop(), '../shop')).rejects.toThrow('letters');
  });
});
