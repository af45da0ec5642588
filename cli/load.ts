import { filesNamedIn, loadScenario, parseCommand } from '../sim-core/scenario/index.ts';
import type { Problem, Scenario } from '../sim-core/scenario/index.ts';
import type { Intervention } from '../sim-core/index.ts';
import { runKey } from '../sim-core/run/experiment/run-key.ts';
import type { Source, Task } from './executors/executor.ts';
import { noteLoaded } from './executors/scenarios.ts';
import { INVALID_SCENARIO, USAGE } from './exit-codes.ts';
import { readFiles, readScenario, Refusal } from './files.ts';
import { problemsText } from './render/problems.ts';

export interface LoadedFile {
  readonly scenario: Scenario;
  readonly warnings: readonly Problem[];
  /** What it was loaded from: to load it again elsewhere. */
  readonly source: Source;
}

/** Loads a scenario or refuses with every problem in it. @param set `path=value` overrides. */
export function loadFile(file: string, set: readonly string[] = []): LoadedFile {
  return openFile(file).load(set);
}

/** A scenario's text, read once, to be loaded with one set of overrides after another. Each warning is said once. */
export interface OpenFile {
  load(set: readonly string[]): LoadedFile;
  /** Every problem, when it cannot be loaded with these overrides. */
  attempt(set: readonly string[]): LoadedFile | { readonly refused: readonly Problem[] };
}

export function openFile(file: string): OpenFile {
  const { text, name, folders } = readScenario(file);
  const said = new Set<string>();
  const attempt: OpenFile['attempt'] = (set) => {
    const files = readFiles(filesNamedIn(text, { set }), folders);
    const { scenario, problems } = loadScenario(text, { set, files });
    if (scenario === null) return { refused: problems };
    return { scenario, warnings: problems, source: { text, set, files } };
  };
  return {
    attempt,
    load(set) {
      const loaded = attempt(set);
      if ('refused' in loaded) throw new Refusal(problemsText(name, text, loaded.refused), INVALID_SCENARIO);
      const fresh = loaded.warnings.filter(({ what }) => !said.has(what));
      for (const { what } of fresh) said.add(what);
      if (fresh.length > 0) process.stderr.write(`${problemsText(name, text, fresh)}\n`);
      return loaded;
    },
  };
}

/** Loads what was loaded before, with other overrides that are known to hold; warnings were said. */
export function loadAgain(source: Source): LoadedFile {
  const { scenario, problems } = loadScenario(source.text, source);
  if (scenario === null) throw new Error(problems[0].what);
  return { scenario, warnings: problems, source };
}

/** The runs of a loaded scenario with so many seeds. */
export function tasksOf({ scenario, source }: LoadedFile, seeds: readonly number[]): Task[] {
  noteLoaded(source, scenario);
  const key = runKey(scenario, 0);
  return seeds.map((seed) => ({ source, seed, key: { ...key, seed } }));
}

/** Reads the `--do` options, each against the scenario as the ones before have left it. */
export function interventionsOf(texts: readonly string[], scenario: Scenario): Intervention[] {
  let current = scenario;
  return texts.map((text) => {
    const { command, at, problems, scenario: next } = parseCommand(text, current);
    if (command === null) throw new Refusal(problemsText('--do', text, problems), USAGE);
    if (at === null) throw new Refusal(`--do ${text}: say when, such as {at: 12.5s, …}.`, USAGE);
    if (at >= scenario.duration)
      process.stderr.write(
        `--do ${text}: the run ends at ${scenario.duration} s, so it would never happen.\n`,
      );
    current = next;
    return { at, command };
  });
}
