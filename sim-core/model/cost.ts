import type { Metric } from './define.ts';
import { plain } from './fields.ts';
import type { Place } from './place.ts';
import type { World } from './world.ts';

/** What one instance costs while there is a machine for it, in any currency. */
export const costPerHour = plain({
  label: 'Cost per hour',
  help: 'What one replica costs while it runs, in a currency of your choice; one that is booting or draining runs too.',
  min: 0,
  max: 1e9,
}).default(0);

/** Cost of one instance so far. Down by a fault costs as much as up; not in service costs nothing. */
export function costSoFar(world: World, place: Place, perHour: number, now: number): number {
  return perHour === 0 ? 0 : (secondsRun(world, place, now) * perHour) / 3600;
}

/** Seconds up to `now` in which there was a machine for an instance: what is paid for. */
export function secondsRun(world: World, { node, index }: Place, now: number): number {
  return world.memberships.get(node)?.secondsRun(index, now) ?? now;
}

/** Core · seconds of an instance: what it costs where nothing has a price. */
export function provisionedMetric<C extends { provisioned(now: number): number }>(): Metric<C> {
  return {
    name: 'provisioned',
    kind: 'area',
    unit: 'cores',
    help: 'Cores that there were machines for, on average.',
    read: (component, now) => component.provisioned(now),
  };
}

/** The metric that a report adds up over all nodes. */
export function costMetric<C extends { cost(now: number): number }>(help: string): Metric<C> {
  return { name: 'cost', kind: 'counter', unit: 'cost', help, read: (component, now) => component.cost(now) };
}
