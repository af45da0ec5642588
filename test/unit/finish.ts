import { expect } from 'vitest';
import type { Report } from '../../sim-core/run/report.ts';
import type { Run } from '../../sim-core/run/run.ts';
import { parseCommand } from '../../sim-core/scenario/index.ts';

/** Goes to the end, with what is done on the way; that more is asked than can be served may be said, an error may not. */
export function finish(run: Run, commands: readonly (readonly [at: number, command: string])[] = []): Report {
  for (const [at, text] of commands) {
    run.advance(at);
    const { command, problems } = parseCommand(text, run.scenario);
    expect(problems).toEqual([]);
    run.intervene(command!);
  }
  run.advance(run.duration);
  const report = run.report();
  expect(report.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return report;
}
