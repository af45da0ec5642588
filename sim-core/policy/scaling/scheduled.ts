import { defineScaler, type ScalingView } from './scaler.ts';

/** As many replicas as the timetable says, from each of its times until the next; what it was before the first. */
export const scheduled = defineScaler({
  name: 'scheduled',
  summary: 'As many replicas as a timetable says.',
  init: () => null,
  decide({ now, current }: ScalingView, { timetable, every }) {
    const clock = every > 0 ? now % every : now;
    let replicas = current;
    if (every > 0 && now >= every && timetable.length > 0)
      replicas = timetable[timetable.length - 1].replicas;
    for (const entry of timetable) if (entry.at <= clock) replicas = entry.replicas;
    return replicas;
  },
});
