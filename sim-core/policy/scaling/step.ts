import { defineScaler, type ScalingView } from './scaler.ts';

/**
 * Step scaling (AWS Auto Scaling): the further the mean utilisation is above the target, the more replicas are
 * added at once, in percent of those there are; likewise below it. The steps are those of AWS' own example:
 * up to 10 points off nothing, up to 20 points 10 %, beyond 30 %.
 */
export const step = defineScaler({
  name: 'step',
  summary: 'Adds or removes a share of the replicas, more the further utilisation is off the target.',
  init: () => null,
  decide({ pods, current }: ScalingView, { target }) {
    const measured = pods.flatMap(({ utilisation }) => utilisation ?? []);
    if (measured.length === 0) return current;
    const mean = measured.reduce((sum, value) => sum + value, 0) / measured.length;
    const off = Math.round((mean - target) * 100);
    const share = Math.abs(off) < 10 ? 0 : Math.abs(off) < 20 ? 0.1 : 0.3;
    // AWS rounds changes between 0 and 1 to 1, and others down.
    const change = share === 0 ? 0 : Math.max(1, Math.floor(current * share));
    return off > 0 ? current + change : current - change;
  },
});
