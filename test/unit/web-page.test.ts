import { describe, expect, it } from 'vitest';
import { en } from '../../web/src/i18n/en.ts';
import { amount, clock, duration, inWords, percent, rate } from '../../view/format.ts';
import { lastsFor } from '../../web/src/inspector/lasts.ts';
import { commandLine } from '../../web/src/share/command-line.ts';
import { leadOf, summaryOf } from '../../web/src/story/summary.ts';
import { bandsOf, isPassing } from '../../view/charts/bands.ts';
import { clustersOf } from '../../web/src/timeline/clusters.ts';
import { faster, slower, SPEED_STEPS, speedAt, stepOf } from '../../web/src/timeline/speed.ts';
import { timeTicks } from '../../view/charts/time-ticks.ts';
import { Pace } from '../../web/src/worker/pace.ts';
import { suitableSpeed } from '../../web/src/worker/suitable-speed.ts';
import type { Opened, PageMoment } from '../../web/src/worker/protocol.ts';

describe('numbers', () => {
  it('have three digits and the unit that needs the fewest', () => {
    expect(inWords(duration(0.000_25))).toBe('250\u2009µs');
    expect(inWords(duration(0.0426))).toBe('42.6\u2009ms');
    expect(inWords(duration(2.1))).toBe('2.1\u2009s');
    expect(inWords(duration(600))).toBe('10\u2009min');
    expect(amount(9_999)).toBe('9999');
    expect(amount(501_234)).toBe('501\u2009k');
  });

  it('never round up to a perfect availability', () => {
    expect(percent(1)).toBe('100\u2009%');
    expect(percent(0.999_99)).toBe('99.999\u2009%');
    expect(percent(0.999_999_9)).not.toBe('100\u2009%');
  });

  it('of time keep their width', () => {
    expect(clock(7.5, 600)).toBe('0:07.50');
    expect(clock(599.999, 600)).toBe('9:59.99');
    expect(clock(0.1193, 2)).toBe('0.1193');
    expect(clock(3_725, 86_400)).toBe('1:02:05');
  });

  it('of time fit beside the timeline, however long a run is', () => {
    for (const total of [1, 10, 119, 120, 600, 5_999, 6_000, 7_199, 7_200, 86_400, 600_000])
      expect(clock(total, total).length).toBeLessThanOrEqual(8);
  });

  it('of rates neither change their width at a round value nor hide what is rare', () => {
    expect([12, 12.34, 99.9].map(rate)).toEqual(['12.0', '12.3', '99.9']);
    expect([0, 0.057, 0.0042].map(rate)).toEqual(['0', '0.057', '0.0042']);
    expect([99.96, 998.6, 507_000].map(rate)).toEqual(['100', '999', '507\u2009k']);
  });
});

describe('speed', () => {
  it('is the same step again for every step of the slider', () => {
    for (let step = 0; step <= SPEED_STEPS; step++) expect(stepOf(speedAt(step))).toBe(step);
  });

  it('reaches from a thousandth to as fast as it goes', () => {
    expect(speedAt(0)).toBe(0.001);
    expect(speedAt(SPEED_STEPS)).toBe(Infinity);
    expect(faster(1000)).toBe(Infinity);
    expect(slower(Infinity)).toBe(1000);
    expect(slower(0.001)).toBe(0.001);
  });

  it('is chosen so that a run takes about two minutes', () => {
    for (const seconds of [2, 60, 120, 600, 3600, 86_400]) {
      const onScreen = seconds / suitableSpeed(seconds);
      expect(onScreen).toBeGreaterThan(60);
      expect(onScreen).toBeLessThan(240);
    }
  });
});

describe('pace', () => {
  it('turns seconds on the clock into seconds of the run', () => {
    const pace = new Pace();
    pace.start(10, 5, 0);
    expect(pace.goal(100, 600)).toBeCloseTo(10.5);
    expect(pace.goal(200, 600)).toBeCloseTo(11);
  });

  it('does not make up for a long pause, and never runs past the end', () => {
    const pace = new Pace();
    pace.start(0, 1, 0);
    expect(pace.goal(60_000, 600)).toBeLessThan(0.5);
    pace.start(0, Infinity, 0);
    expect(pace.goal(10, 600)).toBe(600);
  });
});

describe('the timeline', () => {
  const moment = (at: number): PageMoment => ({ at, kind: 'node-down', node: 'a', data: {}, text: '' });

  it('groups flags that would cover one another', () => {
    const clusters = clustersOf([moment(1), moment(1.1), moment(5)], (at) => at * 100);
    expect(clusters.map(({ moments }) => moments.length)).toEqual([2, 1]);
  });

  it('has room for its labels', () => {
    for (const [seconds, width] of [
      [600, 1000],
      [2, 300],
      [86_400, 700],
    ] as const) {
      const ticks = timeTicks(seconds, width);
      expect(ticks.length).toBeGreaterThan(1);
      expect(width / (ticks.length - 1)).toBeGreaterThanOrEqual(60);
      expect(ticks[0].at).toBe(0);
    }
  });

  it('shows what passes as a band, and what stays as none', () => {
    const opened = {
      duration: 600,
      schedule: [{ at: 240, lasts: 90, text: 'crash: a' }],
    } as unknown as Opened;
    const doing = { at: 100, entry: {}, lasts: null, text: 'set: a.b, to: 1' };
    const [mine, planned] = bandsOf(opened, [doing]);
    expect(isPassing(planned, 600)).toBe(true);
    expect(planned).toMatchObject({ from: 240, to: 330, mine: false });
    expect(mine).toMatchObject({ from: 100, to: 600, mine: true });
    expect(isPassing(mine, 600)).toBe(false);
  });
});

describe('the command', () => {
  it('names everything that makes the run, safe for a shell', () => {
    const session = {
      name: 'platform/order-platform',
      sets: ["shop.title='x'"],
      opened: { seed: 7 },
      doings: [
        { at: 12.5, entry: { crash: 'order-3', for: '30s' } },
        { at: 20, entry: { drop: 'a <-> b', share: '20%' } },
        { at: 30, entry: { set: 'front.policy', to: 'random' } },
      ],
    } as unknown as Parameters<typeof commandLine>[0];
    expect(commandLine(session)).toBe(
      "npx brownout run scenarios/platform/order-platform.yaml --seed 7 --set 'shop.title='\\''x'\\''' " +
        "--do '{at: 12.5s, crash: order-3, for: 30s}' --do '{at: 20s, drop: a <-> b, share: 20%}' " +
        "--do '{at: 30s, set: front.policy, to: random}'",
    );
  });
});

describe('how long a fault lasts', () => {
  it('suits the run: it can be seen, and is over before the end', () => {
    expect(lastsFor(600)).toEqual(['10s', '30s', '2min']);
    expect(lastsFor(60)).toEqual(['10s', '30s', '2min']);
    expect(lastsFor(2)).toEqual(['50ms', '200ms', '1s']);
    expect(lastsFor(21_600)).toEqual(['5min', '30min', '1h']);
    expect(lastsFor(604_800)).toEqual(['2h', '6h', '24h']);
  });
});

describe('the chooser', () => {
  it('reads title and first sentence off a scenario', () => {
    expect(
      summaryOf(
        'brownout: 1\ntitle: A shop\nstory: |\n  It is **busy**\n  today. Then it breaks.\nduration: 1s\n',
      ),
    ).toEqual({
      title: 'A shop',
      lead: 'It is busy today.',
    });
  });

  it('reads a whole sentence where Chinese announces something with a colon', () => {
    expect(leadOf('一家商店每天接受**一百万个订单**：平均每秒 11.6 个。之后停机。')).toBe(
      '一家商店每天接受一百万个订单：平均每秒 11.6 个。',
    );
  });
});

describe('English', () => {
  it('never says what the design forbids', () => {
    const all = JSON.stringify(en).toLowerCase();
    for (const word of ['scrub', 'inject', 'primitive', 'oops', 'please']) expect(all).not.toContain(word);
  });
});
