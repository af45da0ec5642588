import { exp, log } from '../../random/portable-math.ts';
import { defineDiscipline, type QueueView } from './discipline.ts';
import type { QueueingOptions } from './options.ts';

interface State {
  /** Moving average of the queue's length. */
  mean: number;
  /** Arrivals since the last drop, −1 while the mean is below the lower threshold. */
  count: number;
  /** Since when nobody waits, simulated seconds. */
  idleSince: number;
}

/**
 * Random early detection (Floyd and Jacobson, IEEE/ACM Transactions on Networking 1(4), 1993, fig. 2): the higher the
 * moving average of the queue's length between two thresholds, the larger the share of arrivals that are dropped, evenly
 * spread over them. Above the upper threshold all are; with `gentle`, all above its double and a rising share before
 * (Floyd, “Recommendation on using the ‘gentle_’ variant of RED”, 2000).
 *
 * Lengths are numbers of requests. Left out: marking, lengths in bytes.
 */
export const red = defineDiscipline<State>({
  name: 'red',
  summary: 'In order of arrival; turns arrivals away at random as the queue’s mean length grows (RED).',
  reads: ['minThreshold', 'maxThreshold', 'maxShare', 'averaging', 'typicalService', 'gentle'],
  init: () => ({ mean: 0, count: -1, idleSince: 0 }),
  admits(state, view, luck) {
    average(state, view);
    const share = dropShare(state.mean, view.options);
    if (share === 0) {
      state.count = -1;
      return true;
    }
    state.count++;
    const isDropped = share === 1 || luck.next() * (1 - state.count * share) < share;
    if (isDropped) state.count = 0;
    return !isDropped;
  },
  emptied(state, now) {
    state.idleSince = now;
  },
});

/** After an idle time, as if so many requests had found the queue empty as could have been served in it. */
function average(state: State, { now, length, options }: QueueView): void {
  const { averaging, typicalService } = options;
  if (length > 0) state.mean += averaging * (length - state.mean);
  else {
    const passed = (now - state.idleSince) / typicalService;
    state.mean = averaging === 1 ? 0 : state.mean * exp(passed * log(1 - averaging));
    state.idleSince = now;
  }
}

function dropShare(mean: number, options: QueueingOptions): number {
  const { minThreshold, maxThreshold, maxShare, gentle } = options;
  if (mean < minThreshold) return 0;
  if (mean < maxThreshold) return (maxShare * (mean - minThreshold)) / (maxThreshold - minThreshold);
  if (!gentle || mean >= 2 * maxThreshold) return 1;
  return maxShare + ((1 - maxShare) * (mean - maxThreshold)) / maxThreshold;
}
