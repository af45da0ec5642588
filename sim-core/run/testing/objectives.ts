import type { ObjectiveReport, Report } from '../report.ts';

/** Whether every objective held and nothing went wrong, with the numbers and how to see it again. */
export function explain(report: Report, missed: readonly ObjectiveReport[]): string {
  const { scenario, seed, objectives, problems, fingerprint } = report;
  const count = `${missed.length} of ${objectives.length}`;
  return [
    missed.length === 0 && problems.length === 0
      ? `“${scenario.title}” met all ${objectives.length} objectives, and was expected not to`
      : `“${scenario.title}” missed ${count} objectives`,
    ...objectives.map((objective) => `  ${objective.held === true ? '✓' : '✗'} ${line(objective)}`),
    ...problems.map(({ what }) => `  ! ${what}`),
    `fingerprint ${fingerprint}; replay: npx brownout run SCENARIO.yaml --seed ${seed}`,
  ].join('\n');
}

function line({ text, measured, unit, note }: ObjectiveReport): string {
  const value =
    measured === null
      ? 'no value'
      : `measured ${Number(measured.toPrecision(4))}${unit === '' ? '' : ` ${unit}`}`;
  return `${text}: ${value}${note === '' ? '' : ` (${note})`}`;
}
