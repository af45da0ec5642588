import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { seedsOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import { run } from '../../sim-core/run/run.ts';
import { HELD, INVALID_SCENARIO, INTERRUPTED, OBJECTIVE_MISSED, USAGE } from '../exit-codes.ts';
import { perform, type ExperimentFlags } from '../experiment.ts';
import { Refusal, refuseTaken, writeFiles } from '../files.ts';
import { openFile, tasksOf, type LoadedFile } from '../load.ts';
import { commandLine } from '../papers/command-line.ts';
import { junit } from '../render/junit.ts';
import { quantity } from '../render/numbers.ts';
import type { Suite, TestCase } from '../render/suite.ts';
import { tap } from '../render/tap.ts';
import { testText } from '../render/tests.ts';

export interface TestFlags extends ExperimentFlags {
  readonly tap?: true | undefined;
  readonly junit?: string | undefined;
  readonly replications: number;
  readonly set: readonly string[];
}

/** Runs every scenario of folders and files and says which objectives hold. */
export async function testCommand(places: readonly string[], flags: TestFlags): Promise<number> {
  const { junit: report, force } = flags;
  if (report !== undefined) refuseTaken([report], force === true);
  const files = places.flatMap(scenariosIn);
  if (files.length === 0)
    throw new Refusal(`There are no scenarios (*.yaml) in ${places.join(', ')}.`, USAGE);
  const loaded = files.map((file) => openFile(file).attempt(flags.set));
  const plan = loaded.flatMap((each, f) =>
    'refused' in each
      ? []
      : tasksOf(each, seedsOf(each.scenario, flags.replications)).map((task) => ({ f, task })),
  );
  const outcomes = files.map((): Outcome[] => []);
  let next = 0;
  const interrupted = await perform(
    {
      tasks: plan.map(({ task }) => task),
      done: (outcome) => {
        outcomes[plan[next++].f].push(outcome);
        return false;
      },
    },
    flags,
  );
  const suites = loaded.map((each, f): Suite => {
    if ('refused' in each) return invalid(files[f], each.refused);
    return { file: files[f], title: each.scenario.title, cases: casesOf(files[f], each, outcomes[f]) };
  });
  process.stdout.write(`${flags.tap === true ? tap(suites) : testText(suites)}\n`);
  if (report !== undefined)
    writeFiles(path.dirname(report), new Map([[path.basename(report), junit(suites)]]), true);
  if (interrupted) return INTERRUPTED;
  if (loaded.some((each) => 'refused' in each)) return INVALID_SCENARIO;
  return suites.every(({ cases }) => cases.every(({ passed }) => passed)) ? HELD : OBJECTIVE_MISSED;
}

/** The scenarios of a folder and of those within, in order; or a file itself. */
function scenariosIn(place: string): string[] {
  if (!existsSync(place) || !statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => path.join(place, name));
}

function invalid(file: string, problems: readonly { readonly line: number; readonly what: string }[]): Suite {
  const details = problems.map(({ line, what }) => `line ${line}: ${what}`);
  return { file, title: file, cases: [{ name: 'is a valid scenario', passed: false, details }] };
}

/** An objective passes if it held in every run. */
function casesOf(file: string, loaded: LoadedFile, outcomes: readonly Outcome[]): TestCase[] {
  if (outcomes.length === 0) return [{ name: 'is run', passed: false, details: ['interrupted before that'] }];
  const { scenario } = loaded;
  const wrong = outcomes.flatMap(({ seed, warnings }) => (warnings.length > 0 ? [{ seed, warnings }] : []));
  const ran: TestCase = {
    name: 'runs to its end',
    passed: !wrong.some(({ seed }) => isBroken(scenario, seed)),
    details: wrong.flatMap(({ seed, warnings }) => warnings.map((what) => `seed ${seed}: ${what}`)),
  };
  const objectives = scenario.expect.map(({ text }, i): TestCase => {
    const missed = outcomes.filter(({ held }) => held[i] !== true);
    const [first] = missed;
    if (first === undefined) return { name: text, passed: true, details: [] };
    return {
      name: text,
      passed: false,
      details: detailsOf(file, loaded, i, first.seed, missed.length, outcomes.length),
    };
  });
  return [ran, ...objectives];
}

/** A limit was hit or a law was broken; other warnings are no failures. */
function isBroken(scenario: LoadedFile['scenario'], seed: number): boolean {
  return run(scenario, { seed }).problems.some(({ severity }) => severity === 'error');
}

/** Runs a failed one again for its numbers: outcomes only say that it failed. */
function detailsOf(
  file: string,
  { scenario, source: { set } }: LoadedFile,
  i: number,
  seed: number,
  missed: number,
  runs: number,
): string[] {
  const { measured, unit, note } = run(scenario, { seed }).objectives[i];
  const value = measured === null ? `no value: ${note}` : `measured ${quantity(measured, unit)}`;
  const often = runs > 1 ? [`missed in ${missed} of ${runs} runs`] : [];
  return [value, ...often, `replay: ${commandLine('run', [file], { seed, set })}`];
}
