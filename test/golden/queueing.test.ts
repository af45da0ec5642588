import { describe, expect, it } from 'vitest';
import { disciplineNamed } from '../../sim-core/policy/queueing/index.ts';
import { DEFAULT_QUEUEING } from '../../sim-core/policy/queueing/options.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { DEPTH, KEY, STATUS } from '../../sim-core/model/request-rows.ts';
import { STATUSES } from '../../sim-core/model/status.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import vectors from '../oracles/codel.json' with { type: 'json' };
import { recordExact } from '../validation/record.ts';

/** Requests `a`, `b`, … of the classes and at the times given; `short` is 1 s of work, `long` 4 s. */
function story(server: string, arrivals: readonly [at: number, of: string][], more = ''): string {
  const text = `brownout: 1
title: Story
duration: 60s
warmup: none
nodes:
  client:
    kind: replay
    data: arrivals.csv
    target: desk
    classes: { short: { priority: 1, work: 1s }, long: { priority: 2, work: 4s }, urgent: { priority: 0, work: 2s } }
  desk: { kind: server, ${server} }
${more}`;
  const lines = arrivals.map(([at, of], i) => `${at},${i},${of}`);
  const files = new Map([['arrivals.csv', `seconds,key,class\n${lines.join('\n')}\n`]]);
  const { scenario, problems } = loadScenario(text, { files });
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 2));
  const run = new Run(scenario);
  const { requests, simulation } = run.world;
  const ends: string[] = [];
  requests.observer = {
    closed(row) {
      if (requests.words[row + DEPTH] > 0) return;
      const result = STATUSES[requests.words[row + STATUS]];
      const name = String.fromCharCode(97 + requests.floats[row + KEY]);
      ends.push(`${name} ${Number(simulation.now.toFixed(6))}${result === 'ok' ? '' : ` ${result}`}`);
    },
  };
  run.advance(60);
  return ends.join(', ');
}

const MIXED: [number, string][] = [
  [0, 'long'],
  [0.5, 'short'],
  [1, 'long'],
  [1.6, 'urgent'],
  [2, 'short'],
];

describe('who is served when', () => {
  it.each([
    ['fifo', 'a 4, b 5, c 9, d 11, e 12'],
    ['lifo', 'a 4, e 5, d 7, c 11, b 12'],
    ['adaptive-lifo, queueing: { lifoAbove: 2 }', 'a 4, e 5, d 7, b 8, c 12'],
    ['preemptive-lifo', 'e 3, d 4.6, c 8, b 8.5, a 12'],
    ['priority', 'a 4, d 6, b 7, e 8, c 12'],
    ['preemptive-priority', 'b 1.5, d 3.6, e 4.6, a 8, c 12'],
    ['shortest-job-first', 'a 4, b 5, e 6, d 8, c 12'],
    ['srpt', 'b 1.5, e 3, d 4.6, a 8, c 12'],
    ['processor-sharing', 'b 4.25, e 6.45, d 9.15, a 11.25, c 12'],
    ['processor-sharing, queueing: { slots: 2 }', 'b 2.5, a 7.5, c 10.5, d 11.5, e 12'],
  ])('%s', (discipline, told) => {
    expect(story(`discipline: ${discipline}`, MIXED)).toBe(told);
  });

  it('weighted fair: twice the weight, twice the work', () => {
    const burst: [number, string][] = [
      [0, 'short'],
      ...Array.from({ length: 6 }, (): [number, string] => [0.1, 'short']),
      ...Array.from({ length: 3 }, (): [number, string] => [0.2, 'urgent']),
    ];
    const told = story('discipline: weighted-fair, queueing: { weights: { urgent: 2 } }', burst);
    expect(told).toBe('a 1, b 2, h 4, c 5, i 7, d 8, j 10, e 11, f 12, g 13');
  });

  it('two cores, and one that gives way', () => {
    const told = story('cores: 2, discipline: preemptive-priority', [...MIXED, [2.5, 'urgent']]);
    expect(told).toBe('b 1.5, d 3.6, e 4.1, f 4.5, a 6.1, c 8.4');
  });
});

describe('disciplines at servers whose speed changes', () => {
  const SLOW = 'faults: [{ at: 2.5s, for: 2s, slow: desk, times: 2 }]';

  it('preemption keeps what was done', () => {
    expect(story('discipline: srpt', MIXED, SLOW)).toBe('b 1.5, e 3.5, d 5.6, a 9, c 13');
  });

  it('all share the slower cores', () => {
    expect(story('discipline: processor-sharing', MIXED, SLOW)).toBe(
      'b 5.25, e 7.45, d 10.15, a 12.25, c 13',
    );
  });

  it('who comes during a pause takes a core that stands still', () => {
    const pauses = 'garbageCollection: { youngGeneration: 2MB, allocation: 1MB, pause: 1s }';
    const told = story(`discipline: preemptive-lifo, ${pauses}`, [
      [0, 'long'],
      [1, 'short'],
      [1.5, 'short'],
    ]);
    // Both pauses are of the process: at 1 s, and none after, since the fourth megabyte never comes.
    expect(told).toBe('c 3, b 4, a 7');
  });

  it('a quota is used up by all that share', () => {
    const limit = 'cores: 2, cpuLimit: { cores: 1.2, period: 1s }';
    // Two cores for 0.6 s of each second.
    expect(
      story(`discipline: processor-sharing, ${limit}`, [
        [0, 'short'],
        [0, 'short'],
        [0, 'short'],
        [0, 'short'],
      ]),
    ).toBe('a 3.2, b 3.2, c 3.2, d 3.2');
  });

  it('a crash forgets who shared, who waited and what the discipline knew', () => {
    const crash = 'faults: [{ at: 2.25s, for: 1s, crash: desk }]';
    const again: [number, string][] = [
      [4, 'short'],
      [4.5, 'short'],
    ];
    for (const discipline of ['srpt', 'weighted-fair', 'lifo, queueTimeout: 30s']) {
      const told = story(`discipline: ${discipline}`, [...MIXED, ...again], crash);
      expect(told).toContain('reset');
      expect(told.endsWith('f 5, g 6'), told).toBe(true);
    }
    expect(story('discipline: processor-sharing', [...MIXED, ...again], crash).endsWith('f 5.5, g 6')).toBe(
      true,
    );
  });
});

describe('queue timeouts', () => {
  it('come exactly when the time is up, and only to those that have not begun', () => {
    expect(story('queueTimeout: 2s', MIXED)).toBe(
      'b 2.5 queue-timeout, c 3 queue-timeout, d 3.6 queue-timeout, a 4, e 5',
    );
    expect(
      story('queueTimeout: 10s, discipline: srpt', [
        [0, 'long'],
        [1, 'urgent'],
        [1, 'long'],
      ]),
    ).toBe('b 3, a 6, c 10');
  });

  it('do not take part in what has begun', () => {
    expect(
      story('cores: 2, tasks: 4, queueTimeout: 1.5s', [
        [0, 'long'],
        [0.5, 'short'],
      ]),
    ).toBe('b 2 queue-timeout, a 2');
  });
});

describe('bulkheads', () => {
  it('keep cores and room for the others', () => {
    const told = story('cores: 3, queue: 3, bulkheads: { long: { cores: 2, queue: 1 } }', [
      [0, 'long'],
      [0, 'long'],
      [0.1, 'long'],
      [0.2, 'long'],
      [0.3, 'short'],
      [0.4, 'short'],
    ]);
    expect(told).toBe('d 0.2 rejected, e 1.3, f 2.3, a 4, b 4, c 8');
  });

  it('leave the order to the ranks, whatever compartment they are in', () => {
    const told = story('discipline: priority, bulkheads: { urgent: { queue: 2 }, long: { queue: 2 } }', [
      [0, 'short'],
      [0.1, 'long'],
      [0.2, 'short'],
      [0.3, 'urgent'],
    ]);
    expect(told).toBe('a 1, d 3, c 4, b 8');
  });
});

describe('CoDel', () => {
  const codel = disciplineNamed('codel');

  /** Asks about one request after another, `every` seconds, all of which have waited for `waited` behind a long queue. */
  function drops(
    until: number,
    every: number,
    waited: (now: number) => number,
    from = 0,
    state = codel.init(DEFAULT_QUEUEING),
  ) {
    const at: number[] = [];
    for (let i = Math.round(from / every); i * every < until; i++) {
      const view = { now: i * every, length: 100, options: DEFAULT_QUEUEING };
      while (codel.drops!(state, view, waited(view.now))) at.push(view.now * 1000);
    }
    return { at, state };
  }

  it('drops when RFC 8289 says', () => {
    const { drops_ms } = vectors;
    const every = 1e-5;
    const { at } = drops(0.64, every, () => 1);
    expect(at.length).toBe(drops_ms.length);
    // The one that is looked at just after the time: no sooner, and no later than by one look.
    at.forEach((time, i) => {
      expect(time).toBeGreaterThan(drops_ms[i] - 1e-3);
      expect(time).toBeLessThan(drops_ms[i] + every * 1000 + 1e-3);
    });
    recordExact('codel', 'RFC 8289, pseudocode', drops_ms.length, 'times of drops');
  });

  it('starts again where it stopped if that was not long ago', () => {
    const late = () => 1;
    const first = drops(0.64, 1e-4, late);
    expect(first.at.length).toBe(12);
    drops(0.7, 1e-4, () => 0, 0.64, first.state);
    const soon = drops(1.0, 1e-4, late, 0.7, first.state);
    // Eleven more than when it began: the control law goes on from there.
    const gaps = soon.at.slice(1).map((time, i) => time - soon.at[i]);
    expect(gaps[0]).toBeCloseTo(100 / Math.sqrt(11), 0);
    drops(4, 1e-3, () => 0, 1.0, first.state);
    const later = drops(4.5, 1e-4, late, 4, first.state);
    expect(later.at[1] - later.at[0]).toBeCloseTo(100, 0);
  });

  it('needs more than one request behind, and a whole interval of waits above the target', () => {
    const state = codel.init(DEFAULT_QUEUEING);
    for (let now = 0; now < 1; now += 0.01)
      expect(codel.drops!(state, { now, length: 1, options: DEFAULT_QUEUEING }, 1)).toBe(false);
    expect(drops(1, 0.01, (now) => (Math.round(now * 100) % 9 === 0 ? 0.004 : 1)).at).toEqual([]);
  });

  it('drops from the front of a server’s queue', () => {
    const burst = Array.from({ length: 12 }, (): [number, string] => [0, 'short']);
    const told = story('discipline: codel, queueing: { target: 500ms, interval: 3s }', burst);
    expect(told).toBe('a 1, b 2, c 3, d 4, e 4 dropped, f 5, g 6, h 7, i 7 dropped, j 8, k 9, l 10');
  });
});

describe('controlled delay', () => {
  it('lets requests wait for long, or not while the queue has stood for long', () => {
    const told = story('discipline: controlled-delay, queueing: { target: 500ms, interval: 3s }', [
      [0, 'long'],
      [0.5, 'short'],
      [1, 'short'],
      [3.6, 'short'],
      [6, 'short'],
    ]);
    // The queue was empty last at 0.5 s: what comes after 3.5 s may wait for half a second only.
    expect(told).toBe('b 3.5 queue-timeout, a 4, d 4.1 queue-timeout, c 5, e 7');
  });
});

describe('RED', () => {
  const red = disciplineNamed('red');

  it('averages the length, drops a rising share, and all in the end', () => {
    const options = { ...DEFAULT_QUEUEING, averaging: 0.5, minThreshold: 2, maxThreshold: 6, maxShare: 0.1 };
    const luck = stream(1, 'red');
    const told = (gentle: boolean): string => {
      const state = red.init({ ...options, gentle }) as { mean: number };
      return [0, 3, 4, 5, 6, 8, 10, 12, 14, 14, 14]
        .map((length, i) => {
          const isIn = red.admits!(state, { now: i, length, options: { ...options, gentle } }, luck);
          return `${length}→${state.mean.toFixed(2)}${isIn ? '' : '!'}`;
        })
        .join(' ');
    };
    expect(told(false)).toMatchInlineSnapshot(
      `"0→0.00 3→1.50 4→2.75 5→3.88 6→4.94 8→6.47! 10→8.23! 12→10.12! 14→12.06! 14→13.03! 14→13.51!"`,
    );
    expect(told(true)).toMatchInlineSnapshot(
      `"0→0.00 3→1.50 4→2.75 5→3.88 6→4.94 8→6.47 10→8.23! 12→10.12! 14→12.06! 14→13.03! 14→13.51!"`,
    );
  });

  it('spreads drops evenly: the gaps are uniform, not geometric', () => {
    const options = { ...DEFAULT_QUEUEING, averaging: 1, minThreshold: 0, maxThreshold: 10, maxShare: 0.1 };
    const state = red.init(options);
    const luck = stream(2, 'red');
    const gaps: number[] = [];
    let gap = 0;
    for (let i = 0; i < 50_000; i++) {
      gap++;
      if (red.admits!(state, { now: i, length: 5, options }, luck)) continue;
      gaps.push(gap);
      gap = 0;
    }
    // Uniform (Floyd and Jacobson, §7); by their fig. 2 the first after a drop counts as one, so over 1 … 1/p − 1, here 19.
    expect(Math.max(...gaps)).toBe(19);
    expect(gaps.reduce((sum, one) => sum + one, 0) / gaps.length).toBeCloseTo(10, 0);
  });

  it('forgets while nobody waits, as if requests came', () => {
    const options = { ...DEFAULT_QUEUEING, averaging: 0.1, typicalService: 0.5 };
    const state = red.init(options) as { mean: number };
    state.mean = 10;
    red.emptied!(state, 3);
    red.admits!(state, { now: 5, length: 0, options }, stream(1, 'red'));
    expect(state.mean).toBeCloseTo(10 * 0.9 ** 4, 9);
    red.admits!(state, { now: 5.5, length: 0, options }, stream(1, 'red'));
    expect(state.mean).toBeCloseTo(10 * 0.9 ** 5, 9);
  });
});
