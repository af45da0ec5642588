import { timeTicks } from '../../../view/charts/time-ticks.ts';

/** Instants along the track, and under charts that are far from it. */
export function TimeAxis({ duration, width }: { duration: number; width: number }) {
  return (
    <div className="time-axis" aria-hidden>
      {timeTicks(duration, width).map(({ at, label }) => (
        <span key={at} style={{ left: `${(100 * at) / duration}%` }} className="number">
          {label}
        </span>
      ))}
    </div>
  );
}
