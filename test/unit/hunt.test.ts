import { describe, expect, it } from 'vitest';
import { hunt, loadScenario, run, type HuntOptions, type HuntReport } from '../../sim-core/index.ts';
import { allotment } from '../../sim-core/run/experiment/hunt/plan.ts';
import { rolesOf, troubles } from '../../sim-core/run/experiment/hunt/roles.ts';
import { withOverrides } from '../../sim-core/scenario/index.ts';

/** A balancer that tries elsewhere when it hears nothing, before so many servers. */
const shop = (replicas: number, more = '') => `brownout: 1
title: Shop
duration: 6s
warmup: none
nodes:
  web: { kind: source, target: front, rate: 30/s, timeout: 1s }
  front: { kind: load-balancer, policy: round-robin, backends: api, maxFails: 1, failTimeout: 1s, timeout: 20ms }
  api: { kind: server, replicas: ${replicas}, service: constant 2ms }
expect:
  - web.availability > 97%
  - web.p50 > 1us
${more}`;

const CRASHES: HuntOptions = { faults: ['crash'], spared: ['front'], trials: 4, maxFaults: 1, seeds: 3 };

function hunted(text: string, options: HuntOptions & { set?: readonly string[] } = {}): HuntReport {
  const { report, problems, refusal } = hunt(text, options);
  if (report === null) throw new Error(refusal ?? JSON.stringify(problems));
  return report;
}

describe('a hunt', () => {
  it('finds the single point of failure, and shrinks it to one short crash that can be replayed', () => {
    const { findings, objectives, asItIs, fragility, leftOut } = hunted(shop(1), CRASHES);
    expect(asItIs).toEqual({ seeds: 6, allHeld: 6 });
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding.faults).toHaveLength(1);
    expect(finding.faults[0]).toMatch(/^\{ at: [\d.]+s, for: [\d.]+m?s, crash: api \}$/);
    expect(finding.places).toEqual([{ fault: 'crash', place: 'api' }]);
    expect(finding.measured).toBeLessThanOrEqual(0.97);
    expect(finding.without).toEqual({ runs: 3, broke: 0 });
    expect(finding.others.runs).toBe(3);
    expect(finding.sentence).toMatch(
      /^Crashing api at [\d.]+ s for [\d.]+ m?s breaks `web\.availability > 97%` \(measured [\d.]+ %\); in \d of 3 other seeds too \(95 %: \d+ % to \d+ %\), without it in none\.$/,
    );
    expect(finding.alsoBreaks).toEqual([]);
    expect(objectives).toEqual([
      {
        text: 'web.availability > 97%',
        hunted: true,
        asItIs: { runs: 6, broke: 0 },
        trials: { runs: 4, broke: fragility[0].alone.broke },
        atMost: null,
      },
    ]);
    expect(leftOut[0].text).toBe('web.p50 > 1us');
    const { scenario } = loadScenario(shop(1), { set: finding.set });
    const replayed = run(scenario!, { seed: finding.seed });
    expect(replayed.fingerprint).toBe(finding.fingerprint);
    expect(replayed.objectives[0]).toMatchObject({ held: false, measured: finding.measured });
  });

  it('makes it small with two more seeds, and does not count those as others', () => {
    const { findings } = hunted(shop(1), { ...CRASHES, seeds: 2 });
    const [{ shrunkWith, seed, set, others }] = findings;
    expect(shrunkWith).toHaveLength(3);
    expect(shrunkWith[0]).toBe(seed);
    const { scenario } = loadScenario(shop(1), { set });
    const broken = [1, 2, 3, 4, 5].filter(
      (own) => run(scenario!, { seed: own }).objectives[0].held === false,
    );
    expect(broken).toEqual(expect.arrayContaining([...shrunkWith]));
    expect(others).toMatchObject({ runs: 2, broke: broken.length - 3 });
  });

  it('finds nothing in a redundant system of the same shape, and says what that is worth', () => {
    const { findings, objectives, trials, runs } = hunted(shop(3), CRASHES);
    expect(findings).toEqual([]);
    expect(objectives[0]).toMatchObject({ trials: { runs: 4, broke: 0 }, atMost: 3 / 4 });
    expect(trials.every(({ broke }) => broke?.length === 0)).toBe(true);
    expect(runs).toBe(6 + 4);
  });

  it('finds what only two faults together do, and keeps both', () => {
    const { findings } = hunted(shop(2), { ...CRASHES, trials: 18, maxFaults: 2 });
    const pair = findings.find(({ faults }) => faults.length === 2)!;
    expect(pair.faults.map((entry) => /crash: [\w-]+/.exec(entry)![0]).sort()).toEqual([
      'crash: api-1',
      'crash: api-2',
    ]);
    expect(pair.sentence).toMatch(/^Crashing api-[12] at .* and crashing api-[12] at .* together break `/);
    expect(pair.places).toEqual([
      { fault: 'crash', place: 'one of api' },
      { fault: 'crash', place: 'one of api' },
    ]);
  });

  it('says at once when an objective is broken as it is, and does not hunt for it', () => {
    const { findings, trials, runs, objectives, asItIs } = hunted(shop(1), {
      ...CRASHES,
      objectives: ['web.p50 < 1ms'],
    });
    expect([findings, trials, runs]).toEqual([[], [], 6]);
    expect(asItIs.allHeld).toBe(0);
    expect(objectives[0]).toMatchObject({ hunted: false, asItIs: { runs: 6, broke: 6 } });
  });

  it('tries seeds alone, and tells of one that breaks an objective by luck', () => {
    const options = { maxFaults: 0, trials: 12, objectives: ['web.offeredRate < 31/s', 'web.p50 < 1s'] };
    const { findings, objectives, trials, design } = hunted(shop(1), options);
    const broken = objectives[0].asItIs.broke;
    expect(broken).toBeGreaterThan(0);
    expect(broken).toBeLessThan(12);
    expect(findings).toHaveLength(1);
    expect(findings[0].faults).toEqual([]);
    expect(findings[0].sentence).toMatch(
      new RegExp(
        `^Seed \\d+ alone breaks \`web.offeredRate < 31/s\` .*; so do ${broken - 1} of 11 other seeds`,
      ),
    );
    expect(objectives[1].atMost).toBeCloseTo(3 / 12, 12);
    expect([trials, design.maxFaults]).toEqual([[], 0]);
  });

  it('does not blame a fault for what the seed alone does', () => {
    const { trials, findings } = hunted(shop(1), {
      ...CRASHES,
      trials: 8,
      seeds: 7,
      objectives: ['web.offeredRate < 31/s'],
    });
    expect(trials.map(({ broke }) => broke)).toEqual(Array.from({ length: 8 }, () => []));
    expect(findings.map(({ faults }) => faults)).toEqual([[]]);
  });

  it('leaves faults of the document and their luck alone, and adds its own behind them', () => {
    const own = 'faults:\n  - { mtbf: 2s, mttr: 100ms, slow: api, times: 1.5 }\n';
    const { findings } = hunted(shop(1, own), CRASHES);
    expect(findings[0].set).toEqual([`faults[1]=${findings[0].faults[0]}`]);
    const without = run(loadScenario(shop(1, own)).scenario!, { seed: 1 });
    const far = loadScenario(shop(1, own), { set: ['faults[1]={ at: 5.9s, for: 10ms, crash: api }'] });
    const slowed = (moments: typeof without.moments) =>
      moments
        .filter(({ text, at }) => at < 5.9 && text.includes('slow'))
        .map(({ at, text }) => `${at} ${text}`);
    expect(slowed(without.moments).length).toBeGreaterThan(0);
    expect(slowed(run(far.scenario!, { seed: 1 }).moments)).toEqual(slowed(without.moments));
  });

  it('keeps the warm-up that is found without faults, and strikes after it', () => {
    const { design, findings } = hunted(shop(1), { ...CRASHES, set: ['warmup=auto', 'duration=12s'] });
    expect(design.warmup).not.toBeNull();
    expect(design.from).toBe(design.warmup);
    expect(findings[0].set[0]).toMatch(/^warmup=(?:none|[\d.]+m?s)$/);
  });

  it('has as many runs as it may, makes all trials before anything small, and says when they ran out', () => {
    const { runs, cutShort, findings, trials } = hunted(shop(1), {
      ...CRASHES,
      spared: [],
      trials: 9,
      maxFaults: 2,
      maxRuns: 20,
    });
    expect([runs, cutShort, trials.length]).toEqual([20, true, 9]);
    // Seeds that nobody has run say nothing of how it is.
    expect(hunted(shop(1), { ...CRASHES, maxRuns: 2 }).asItIs).toEqual({ seeds: 2, allHeld: 2 });
    expect(findings).toHaveLength(1);
    expect(findings[0].complete).toBe(false);
  });

  it.each([
    [{ faults: ['crush'] }, /no fault “crush”\. Did you mean “crash”\?/],
    [{ faults: ['restart'] }, /restart is over at once/],
    [{ faults: ['zone-outage'] }, /no place where zone-outage could strike/],
    [{ spared: ['frunt'] }, /no node “frunt”\. Did you mean “front”\?/],
    [{ within: '5..9s' }, /5\.\.9s is no stretch of time/],
    [{ within: '5s..20s' }, /within the run, which lasts 6 s/],
    [{ objectives: ['web.mean > 1ms'] }, /no objective that trouble could break/],
  ] satisfies [HuntOptions, RegExp][])('refuses %o', (options, refusal) => {
    expect(hunt(shop(1), options).refusal).toMatch(refusal);
  });

  it('gives more faults half as many trials each', () => {
    expect([1, 2, 3].map((most) => allotment(70, most))).toEqual([[70], [47, 23], [40, 20, 10]]);
    expect([allotment(2, 3), allotment(5, 0)]).toEqual([[2, 0, 0], []]);
  });
});

describe('what could go wrong', () => {
  const { scenario } = loadScenario(`brownout: 1
duration: 10s
zones: [a, b, unused]
nodes:
  web: { kind: source, target: front, rate: 1/s }
  front: { kind: load-balancer, backends: api }
  api: { kind: server, replicas: 2, zones: [a, b], service: 1ms, calls: [{ to: store }] }
  store: { kind: replicated-store, replicas: 3 }
`);
  const named = (spared: readonly string[] = []) =>
    rolesOf(scenario!, troubles, spared).map(({ fault, name }) => `${fault.name}: ${name}`);

  it('is every fault that lasts at every place that feels it, and clients are left alone', () => {
    expect(named().filter((name) => /^(?:crash|slow|zone-outage|partition)/.test(name))).toEqual([
      'crash: front',
      'crash: one of api',
      'crash: one of store',
      'crash: leader of store',
      'slow: api',
      'slow: one of api',
      'slow: store',
      'slow: one of store',
      'slow: leader of store',
      'partition: front <-> api',
      'partition: front <-> one of api',
      'partition: api <-> store',
      'partition: api <-> one of store',
      'partition: one of api',
      'partition: one of store',
      'partition: leader of store',
      'partition: zone a <-> zone b',
      'zone-outage: zone a',
      'zone-outage: zone b',
    ]);
    expect(named()).toContain('delay: web <-> front');
    expect(named(['front', 'store']).filter((name) => /front|store/.test(name))).toEqual([]);
  });
});

describe('a document with overrides written into it', () => {
  it('says the same, and keeps its comments', () => {
    const text = `# above\n${shop(2)}\n# below\n`;
    const set = [
      'api.replicas=3',
      'faults[0]={ at: 1s, crash: api-1 }',
      'faults[1]={ at: 2s, slow: api }',
      'seed=4',
    ];
    const written = withOverrides(text, set);
    expect(loadScenario(written).scenario!.hash).toBe(loadScenario(text, { set }).scenario!.hash);
    expect(written).toContain('# above');
    expect(written).toContain('# below');
    expect(written).toContain('\n  - { at: 1s, crash: api-1 }\n');
  });
});
