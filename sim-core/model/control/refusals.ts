import type { Refusal, Written } from '../define.ts';
import type { Settings } from './autoscaler-settings.ts';

/** Policies that look at the metric and its target. */
const WATCHING = new Set(['target-tracking', 'step']);

/** Settings of an autoscaler that do not go together. */
export function refusals(written: Written, params: Settings): Refusal[] {
  return [...badBounds(params), ...badMetric(written, params), ...badPolicy(params)];
}

function badBounds({ min, max = Infinity, initial = min, pool }: Settings): Refusal[] {
  const found: Refusal[] = [];
  const bounds = { min: String(min), max: max === Infinity ? '' : String(max) };
  if (min > max) found.push({ code: 'bounds-crossed', setting: 'max', data: bounds });
  else if (initial < min || initial > max)
    found.push({
      code: 'initial-outside',
      setting: 'initial',
      data: { ...bounds, initial: String(initial) },
    });
  if (pool !== undefined && pool.min > pool.max)
    found.push({
      code: 'bounds-crossed',
      setting: 'pool',
      data: { min: String(pool.min), max: String(pool.max) },
    });
  return found;
}

function badMetric(written: Written, { policy, metric, average }: Settings): Refusal[] {
  const isOwn = metric !== 'utilisation';
  if (isOwn && !WATCHING.has(policy))
    return [{ code: 'metric-not-watched', setting: 'metric', data: { policy, metric } }];
  if (isOwn && average === undefined)
    return [{ code: 'average-missing', setting: 'metric', data: { metric } }];
  if (isOwn && written.target !== undefined)
    return [{ code: 'target-not-used', setting: 'target', data: { metric } }];
  if (!isOwn && average !== undefined) return [{ code: 'average-not-used', setting: 'average', data: {} }];
  return [];
}

function badPolicy({ policy, schedule, workQueue }: Settings): Refusal[] {
  if (workQueue !== undefined && policy !== 'queue-depth') {
    return [{ code: 'queue-not-watched', setting: 'workQueue', data: { policy } }];
  }
  return policy === 'scheduled' && schedule.length === 0
    ? [{ code: 'schedule-missing', setting: 'policy', data: {} }]
    : [];
}
