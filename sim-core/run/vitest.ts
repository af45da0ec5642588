import { expect } from 'vitest';
import type { ObjectiveReport, Report } from './report.ts';

/**
 * A matcher for Vitest: `expect(run(scenario, { seed: 7 })).toMeetObjectives()`. Import this module once,
 * in the test or in a setup file. A failure shows what was measured and the command that replays the run.
 */
export const matchers = {
  toMeetObjectives(report: Report) {
    const missed = report.objectives.filter(({ held }) => held !== true);
    const wrong = report.problems.filter(({ severity }) => severity === 'error');
    return {
      pass: missed.length === 0 && wrong.length === 0,
      message: () => explain(report, missed),
    };
  },
};

expect.extend(matchers);

declare module 'vitest' {
  // The type parameter must be spelt as Vitest spells it.
  // oxlint-disable-next-line typescript/no-explicit-any
  interface Matchers<T = any> {
    /** Every objective of the scenario held, and the run broke no law and met no limit. */
    toMeetObjectives(): T;
  }
}

function explain(report: Report, missed: readonly ObjectiveReport[]): string {
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
