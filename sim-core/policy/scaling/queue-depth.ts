import { defineScaler, type ScalingView } from './scaler.ts';

/** So many replicas that each has at most the wanted backlog: ⌈waiting ÷ backlog⌉ (KEDA's queue scalers). */
export const queueDepth = defineScaler({
  name: 'queue-depth',
  summary: 'As many replicas as it takes for each to have a small backlog.',
  init: () => null,
  decide: ({ waiting }: ScalingView, { backlog }) => Math.ceil(waiting / backlog),
});
