import { callFigures } from '../calling/call-metrics.ts';
import type { Metric } from '../define.ts';
import { callPlan, sortsOf, type Calls } from './call-settings.ts';
import type { ProtectedCalls } from './protected-calls.ts';

/** Names that mean something else of a server: its own processor may be throttled. */
const NAMES: Readonly<Record<string, string>> = { throttled: 'throttledCalls' };

/**
 * What reports and charts show of the calls of a server that are retried, hedged or guarded: the sum over them; of
 * what is a share, the mean over those that have it.
 */
export const protectedCallsMetrics: readonly Metric<{
  readonly caller: { readonly protected: ProtectedCalls | null };
}>[] = callFigures.map(({ setting, of, name, ...figure }) => ({
  ...figure,
  name: NAMES[name] ?? name,
  isFor: ({ calls }) => sortsOf(callPlan(calls as Calls)).some((call) => call[setting] !== undefined),
  read: ({ caller }) => {
    const figures = caller.protected!.of(setting).map(of);
    const sum = figures.reduce((total, value) => total + value, 0);
    return figure.unit === 'fraction' ? sum / figures.length : sum;
  },
}));
