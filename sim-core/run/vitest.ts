import { expect, type MatcherState } from 'vitest';
import type { Scenario } from '../scenario/index.ts';
import type { Report } from './report.ts';
import { baselineOf, compareBaselines, type Baseline, type BaselineOptions } from './testing/baseline.ts';
import { fasterThan, type FasterOptions } from './testing/faster.ts';
import { explain } from './testing/objectives.ts';
import { recovers, survives, type SurviveOptions } from './testing/survive.ts';
import type { Verdict } from './testing/verdict.ts';

interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Matchers for Vitest with statistics in them. Import this module once, in the test or in a setup file. Failures show
 * what was measured, and how to see it again.
 */
export const matchers = {
  toMeetObjectives(report: Report): Matched {
    const missed = report.objectives.filter(({ held }) => held !== true);
    const wrong = report.problems.filter(({ severity }) => severity === 'error');
    return {
      pass: missed.length === 0 && wrong.length === 0,
      message: () => explain(report, missed),
    };
  },

  toBeFasterThan(received: Scenario, other: Scenario, options: FasterOptions = {}): Matched {
    const { pass, says } = fasterThan(received, other, options);
    const titles = `“${received.title}” ${pass ? 'is' : 'is not'} faster than “${other.title}”`;
    return { pass, message: () => `${titles}: ${says}` };
  },

  toSurvive(received: Scenario, fault: string, options: SurviveOptions = {}): Matched {
    return matched(survives(received, fault, options), `“${received.title}”`, `survive ${fault}`);
  },

  toRecoverWithin(received: Report, limit: string): Matched {
    return matched(recovers(received, limit), `“${received.scenario.title}”`, `recover within ${limit}`);
  },

  async toMatchBaseline(
    this: MatcherState,
    received: Scenario,
    name: string,
    options: BaselineOptions = {},
  ): Promise<Matched> {
    if (this.testPath === undefined) throw new Error('toMatchBaseline is for tests that lie in a file');
    if (!/^[\w-]+$/.test(name)) throw new Error('the name of a baseline is made of letters, digits, - and _');
    const { snapshotState } = this;
    const file = await snapshotState.environment.resolveRawPath(this.testPath, `__baselines__/${name}.json`);
    const content = (await snapshotState.environment.readSnapshotFile(file)) ?? undefined;
    const now = baselineOf(received, options);
    const verdict = content === undefined ? null : compareBaselines(JSON.parse(content) as Baseline, now);
    // What is within its tolerance counts as what is kept, so an update does not touch it.
    const text = verdict?.pass === true ? content! : `${JSON.stringify(now, null, 2)}\n`;
    const { pass } = snapshotState.match({
      testId: this.task?.id ?? this.testPath,
      testName: this.currentTestName ?? name,
      received: text,
      isInline: false,
      rawSnapshot: { file, content },
    });
    const says = verdict === null ? 'there is no baseline yet; run with -u to keep one' : verdict.says;
    return { pass, message: () => `“${received.title}” does not match its baseline ${name}:\n${says}` };
  },
};

expect.extend(matchers);

declare module 'vitest' {
  // The type parameter must be spelt as Vitest spells it.
  // oxlint-disable-next-line typescript/no-explicit-any
  interface Matchers<T = any> {
    /** Of a report: every objective of the scenario held, and the run broke no law and met no limit. */
    toMeetObjectives(): T;
    /** Of a scenario: runs both with the same luck, and is better for certain. */
    toBeFasterThan(other: Scenario, options?: FasterOptions): T;
    /** Of a scenario: with this fault more (as under `faults:`), all objectives hold and all is back in the end. */
    toSurvive(fault: string, options?: SurviveOptions): T;
    /** Of a report: after every fault everything was back in that time, such as `30s`. */
    toRecoverWithin(limit: string): T;
    /** Of a scenario: its figures cannot be told from those kept in `__baselines__/NAME.json`; `-u` keeps new ones. */
    toMatchBaseline(name: string, options?: BaselineOptions): Promise<T>;
  }
}

function matched({ pass, says }: Verdict, who: string, what: string): Matched {
  return { pass, message: () => `${who} ${pass ? 'did' : 'did not'} ${what}:\n${says}` };
}
