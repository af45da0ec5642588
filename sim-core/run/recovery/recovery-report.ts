import { recoveryText } from './recovery-text.ts';
import type { Standing } from './recovery-watch.ts';
import type { RecoveryReport } from '../report.ts';

const MOST_FAULTS = 8;

export function recoveryReport(standing: Standing, interval: number): RecoveryReport {
  const { episode, verdict, seconds, causes } = standing;
  const { faults, beganAt, over, felt, subjects } = episode;
  return {
    faults: faults.slice(0, MOST_FAULTS),
    beganAt,
    overAt: Number.isNaN(over) ? null : over,
    verdict,
    felt,
    seconds: Number.isNaN(seconds) ? null : seconds,
    subjects: Object.fromEntries(
      subjects.map(({ id, backAt }) => [id, backAt < 0 ? null : episode.secondsUntil(backAt, interval)]),
    ),
    causes: causes.map((cause) => ({ ...cause, text: recoveryText(cause) })),
  };
}
