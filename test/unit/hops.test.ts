import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOP_FIELDS, Hops } from '../../sim-core/run/hops.ts';
import { INSTANCE_FIELDS, readInstances } from '../../sim-core/run/instance-view.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

const TEXT = readFileSync(new URL('../../scenarios/platform/order-platform.yaml', import.meta.url), 'utf8');
const { scenario } = loadScenario(TEXT);

/** Hops of ten seconds, as one text each. */
function watched(
  sampling: number,
  most = 100_000,
  span = Infinity,
): { rows: string[]; fingerprint: string; hops: Hops } {
  const run = new Run(scenario!);
  const hops = new Hops(run.world, most);
  hops.sampling = sampling;
  hops.span = span;
  run.advance(10);
  const rows = Array.from({ length: hops.count }, (_, i) =>
    hops.rows.slice(i * HOP_FIELDS, (i + 1) * HOP_FIELDS).join(),
  );
  return { rows, fingerprint: run.fingerprint, hops };
}

describe('hops', () => {
  it('are seen without changing the run', () => {
    const unseen = new Run(scenario!);
    unseen.advance(10);
    expect(watched(0).fingerprint).toBe(unseen.fingerprint);
  });

  it('of a sparser sample are among those of a denser one, about half as many each time', () => {
    const samples = [0, 1, 2, 3].map((sampling) => watched(sampling).rows);
    expect(samples[0].length).toBeGreaterThan(500);
    for (let i = 1; i < samples.length; i++) {
      const denser = new Set(samples[i - 1]);
      expect(samples[i].every((row) => denser.has(row))).toBe(true);
      expect(samples[i].length).toBeGreaterThan(0.25 * samples[i - 1].length);
      expect(samples[i].length).toBeLessThan(0.75 * samples[i - 1].length);
    }
  });

  it('keep fewer requests when there is no room, never parts of more', () => {
    const { rows, hops } = watched(0, 100);
    expect(hops.sampling).toBeGreaterThan(0);
    expect(rows).toEqual(watched(hops.sampling).rows);
  });

  it('forget the oldest first when only the last stretch matters', () => {
    const { hops } = watched(0, 400, 1);
    const leaves = Array.from({ length: hops.count }, (_, i) => hops.rows[i * HOP_FIELDS + 3]);
    expect(hops.sampling).toBeLessThan(watched(0, 400).hops.sampling);
    expect(leaves.filter((at) => at >= 9).length).toBeGreaterThan(10);
  });

  it('say how an attempt went: first tries, replies, and writes to the store', () => {
    const shapes = new Set(watched(0).rows.map((row) => row.split(',')[5]));
    expect(shapes).toEqual(new Set(['0', '2', '4']));
  });
});

describe('the view of instances', () => {
  it('shows who is down, who leads, and who works', () => {
    const run = new Run(scenario!);
    run.advance(250);
    const { instances } = run.plan;
    const out = new Float64Array(instances.length * INSTANCE_FIELDS);
    readInstances(run.world, out, 0);
    const row = (id: string): Float64Array => {
      const at = instances.findIndex((place) => place.id === id) * INSTANCE_FIELDS;
      return out.slice(at, at + INSTANCE_FIELDS);
    };
    expect(row('order-3')[0]).toBe(0);
    const [up, , queueCapacity, busy, cores] = row('order-1');
    const { queue, cores: written } = scenario!.nodes.find(({ id }) => id === 'order')!.params;
    expect([up, queueCapacity, cores]).toEqual([1, queue, written]);
    expect(busy).toBeGreaterThan(0);
    expect(['store-1', 'store-2', 'store-3'].map((id) => row(id)[6])).toEqual([1, 0, 0]);
    expect(row('shoppers')[5]).toBeGreaterThan(0);
  });
});
