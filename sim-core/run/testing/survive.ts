import { parseQuantity } from '../../model/units.ts';
import { parseCommand, type Scenario } from '../../scenario/index.ts';
import type { RecoveryReport, Report } from '../report.ts';
import { run } from '../run.ts';
import { explain } from './objectives.ts';
import type { Verdict } from './verdict.ts';

export interface SurviveOptions {
  /** Default: the scenario's. */
  readonly seed?: number;
}

/** When a fault strikes that does not say when: late enough for a steady state, early enough to see what follows. */
const SHARE = 1 / 3;

/**
 * Runs a scenario with one fault more: do all objectives hold, and is everything back as it was?
 * @param fault as under `faults:`, such as `{ at: 20s, crash: api-2, for: 10s }`; without `at` it strikes after a third.
 */
export function survives(scenario: Scenario, fault: string, { seed }: SurviveOptions): Verdict {
  const { command, at, problems } = parseCommand(fault, scenario);
  if (command === null)
    return { pass: false, says: `${fault}: ${problems.map(({ what }) => what).join(' ')}` };
  const interventions = [{ at: at ?? scenario.duration * SHARE, command }];
  const report = run(scenario, { interventions, ...(seed === undefined ? {} : { seed }) });
  const missed = report.objectives.filter(({ held }) => held !== true);
  const wrong = report.problems.filter(({ severity }) => severity === 'error');
  const back = report.recoveries.every(
    ({ verdict }) => verdict === 'returned' || verdict === 'lasting' || verdict === 'unknown',
  );
  return {
    pass: missed.length === 0 && wrong.length === 0 && back,
    says: [explain(report, missed), ...report.recoveries.map(told)].join('\n'),
  };
}

/** Whether everything was back within a time after every fault of a run. @param limit such as `30s`. */
export function recovers(report: Report, limit: string): Verdict {
  const most = parseQuantity('duration', limit);
  if (typeof most !== 'number') return { pass: false, says: `${limit} is no time; write it like 30s` };
  if (report.recoveries.length === 0)
    return { pass: false, says: 'nothing happened to this run that it could recover from' };
  const inTime = ({ verdict, seconds }: RecoveryReport): boolean =>
    verdict === 'returned' && seconds !== null && seconds <= most;
  return { pass: report.recoveries.every(inTime), says: report.recoveries.map(told).join('\n') };
}

function told({ faults, verdict, seconds, causes }: RecoveryReport): string {
  const time = seconds === null ? '' : ` ${Number(seconds.toPrecision(3))} s after its end`;
  return [`  ${faults.join('; ')}: ${verdict}${time}`, ...causes.map(({ text }) => `    ${text}`)].join('\n');
}
