import { describe, expect, it } from 'vitest';
import type { Plan } from '../../sim-core/run/plan.ts';
import { CARD, cardHeight, isMatrix, matrixShare, stripOf } from '../../view/topology/card-size.ts';
import { DisplayClock } from '../../web/src/canvas/display-clock.ts';
import { Dots } from '../../web/src/canvas/dots.ts';
import { fitted } from '../../web/src/canvas/fit.ts';
import { Geometry, pointOn, type Flow } from '../../view/topology/geometry.ts';
import { HOP_SIZE } from '../../view/frame.ts';
import { layout } from '../../view/topology/layout.ts';

/** `client → front → api ×3`. */
const PLAN: Plan = {
  title: '',
  duration: 60,
  interval: 1,
  zones: [],
  classes: [],
  nodes: [
    node('client', 'client', [0], ['front']),
    node('front', 'edge', [1], ['api']),
    node('api', 'service', [2, 3, 4], []),
  ],
  instances: [place('client', 0), place('front', 0), place('api', 0), place('api', 1), place('api', 2)],
};

function node(id: string, tier: Plan['nodes'][number]['tier'], instances: number[], targets: string[]) {
  return {
    id,
    kind: id,
    tier,
    instances,
    targets,
    live: [],
    metrics: [],
    isClient: tier === 'client',
    isTimed: false,
    isScaled: false,
  };
}

function place(id: string, index: number) {
  return { id: id === 'api' ? `api-${index + 1}` : id, node: id, index, address: 0, zone: '' };
}

function geometry(flow: Flow): Geometry {
  return new Geometry(PLAN, layout(PLAN, flow), flow);
}

describe('cards', () => {
  it('hold all their strips, which do not overlap', () => {
    for (const count of [1, 2, 5, 12]) {
      const strips = Array.from({ length: count }, (_, i) => stripOf(i, count, 'service'));
      strips.forEach((strip, i) => {
        expect(strip.y).toBeGreaterThanOrEqual(
          i === 0 ? CARD.header : strips[i - 1].y + strips[i - 1].height,
        );
        expect(strip.y + strip.height).toBeLessThanOrEqual(cardHeight(count, 'service'));
      });
    }
  });

  it('become a matrix of a bounded number of cells above twelve replicas', () => {
    expect(isMatrix(12)).toBe(false);
    for (const count of [13, 40, 576, 20_000]) {
      expect(isMatrix(count)).toBe(true);
      const last = stripOf(count - 1, count, 'service');
      expect(last.y + last.height).toBeLessThanOrEqual(cardHeight(count, 'service'));
      expect(Math.ceil(count / matrixShare(count))).toBeLessThanOrEqual(576);
    }
  });
});

describe('layout', () => {
  it('follows the requests, to the right or down, without overlap', () => {
    const right = layout(PLAN, 'right');
    expect(right.get('front')!.x).toBeGreaterThan(right.get('client')!.x + CARD.compactWidth);
    expect(right.get('api')!.x).toBeGreaterThan(right.get('front')!.x + CARD.compactWidth);
    const down = layout(PLAN, 'down');
    expect(down.get('api')!.y).toBeGreaterThan(down.get('front')!.y);
  });
});

describe('ways', () => {
  for (const flow of ['right', 'down'] as const) {
    it(`lead from strip to strip: ${flow}`, () => {
      const drawn = geometry(flow);
      const way = drawn.way(1, 3);
      const point = new Float32Array(2);
      pointOn(way, 1, 0, point);
      const strip = drawn.strip(3);
      expect(point[1]).toBeCloseTo(strip.y + strip.height / 2, 0);
      expect(point[0]).toBeCloseTo(strip.x, 0);
    });
  }

  it('lead back the way they came', () => {
    const drawn = geometry('right');
    const [there, back] = [drawn.way(1, 3), drawn.way(3, 1)];
    const [a, b] = [new Float32Array(2), new Float32Array(2)];
    for (const share of [0, 0.3, 0.7, 1]) {
      pointOn(there, share, 0, a);
      pointOn(back, 1 - share, 0, b);
      expect(b[0]).toBeCloseTo(a[0], 1);
      expect(b[1]).toBeCloseTo(a[1], 1);
    }
  });

  it('keep the two directions apart', () => {
    const drawn = geometry('right');
    const [a, b] = [new Float32Array(2), new Float32Array(2)];
    pointOn(drawn.way(0, 1), 0.5, 3, a);
    pointOn(drawn.way(1, 0), 0.5, 3, b);
    expect(Math.abs(a[1] - b[1])).toBeCloseTo(6, 1);
  });
});

describe('the view', () => {
  it('shows all of a picture, in the middle', () => {
    const view = fitted({ x: 0, y: 0, width: 1000, height: 300 }, { width: 900, height: 600 });
    expect(view.x).toBeGreaterThan(0);
    expect(1000 * view.zoom + view.x).toBeLessThanOrEqual(900);
  });

  it('never fits below the size at which numbers can be read', () => {
    expect(fitted({ x: 0, y: 0, width: 9000, height: 300 }, { width: 900, height: 600 }).zoom).toBe(0.5);
  });
});

describe('dots', () => {
  const hop = (root: number, from: number, to: number, leaves: number, arrives: number): number[] => [
    root,
    from,
    to,
    leaves,
    arrives,
    0,
  ];
  const frame = (...hops: number[][]): Float64Array => Float64Array.from(hops.flat());

  it('of one request follow one another although its messages are faster than the eye', () => {
    const dots = new Dots();
    // At one second a second: two hops of a millisecond each.
    dots.add(frame(hop(8, 0, 1, 0, 0.001), hop(8, 1, 2, 0.001, 0.002)), 0, 2, 1);
    dots.tidy(0.3, 0);
    expect(dots.count).toBe(2);
    dots.tidy(0.5, 0);
    expect(dots.count).toBe(1);
    dots.tidy(0.9, 0);
    expect(dots.count).toBe(0);
  });

  it('take as long as their message when that is long enough to be seen', () => {
    const dots = new Dots();
    dots.add(frame(hop(8, 0, 1, 0, 3)), 0, 1, 1);
    dots.tidy(2.9, 0);
    expect(dots.count).toBe(1);
    dots.tidy(3.1, 0);
    expect(dots.count).toBe(0);
  });

  it('of a sparser sample are among those of a denser one', () => {
    const dots = new Dots();
    const rows = Array.from({ length: 64 }, (_, i) => hop(i, 0, 1, 0, 1));
    dots.add(frame(...rows), 0, 64, 1);
    dots.tidy(0, 3);
    expect(dots.count).toBe(8);
    dots.tidy(0, 2);
    expect(dots.count).toBe(8);
  });

  it('are never more than there is room for', () => {
    const dots = new Dots();
    const rows = Array.from({ length: 2_000 }, (_, i) => hop(i, 0, 1, 0, 1));
    dots.add(frame(...rows), 0, 2_000, 1);
    expect(dots.count).toBe(1_500);
    expect(rows[0]).toHaveLength(HOP_SIZE);
  });
});

describe('the clock of the picture', () => {
  it('runs evenly between frames and never backward', () => {
    const clock = new DisplayClock();
    clock.set(0, 0);
    let last = 0;
    for (let wall = 16; wall < 2000; wall += 16) {
      // Frames come late by up to 30 ms, in fits and starts.
      if (wall % 48 === 0) clock.tell((wall - (wall % 30)) / 1000, 1, true, wall);
      const now = clock.read(wall);
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
    expect(last).toBeCloseTo(1.98, 1);
  });

  it('stands while the run stands', () => {
    const clock = new DisplayClock();
    clock.tell(5, 1, true, 0);
    clock.tell(5.1, 1, false, 100);
    expect(clock.read(200)).toBe(5.1);
    expect(clock.read(900)).toBe(5.1);
  });
});
