import { within, type Scaler, type ScheduleEntry } from './scaler.ts';

/** Replicas by the clock: from each entry's time on, its number, until the next entry. */
export const scheduled: Scaler<null> = {
  name: 'scheduled',
  summary: 'So many replicas from set times on, whatever is measured.',
  init: () => null,
  desired({ now, current }, _state, settings) {
    const { schedule, schedulePeriod } = settings;
    return within(settings, scheduledReplicas(now, schedule, schedulePeriod) ?? current);
  },
};

/** The number in force at `now`; null before the first entry of a schedule that does not repeat. */
function scheduledReplicas(now: number, schedule: readonly ScheduleEntry[], period: number): number | null {
  if (schedule.length === 0) return null;
  const sorted = schedule.toSorted((a, b) => a.at - b.at);
  const time = period > 0 ? now % period : now;
  const held =
    sorted.findLast(({ at }) => at <= time) ?? (period > 0 ? sorted[sorted.length - 1] : undefined);
  return held?.replicas ?? null;
}
