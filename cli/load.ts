import { filesNamedIn, loadScenario, parseCommand } from '../sim-core/scenario/index.ts';
import type { Problem, Scenario } from '../sim-core/scenario/index.ts';
import type { Intervention } from '../sim-core/index.ts';
import type { Source } from './executors/executor.ts';
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
  const source = readScenario(file);
  const files = readFiles(filesNamedIn(source.text, { set }), source.folders);
  const { scenario, problems } = loadScenario(source.text, { set, files });
  if (scenario === null)
    throw new Refusal(problemsText(source.name, source.text, problems), INVALID_SCENARIO);
  if (problems.length > 0) process.stderr.write(`${problemsText(source.name, source.text, problems)}\n`);
  return { scenario, warnings: problems, source: { text: source.text, set, files } };
}

/** Reads the `--do` options, each against the scenario as the ones before have left it. */
export function interventionsOf(texts: readonly string[], scenario: Scenario): Intervention[] {
  let current = scenario;
  return texts.map((text) => {
    const { command, at, problems, scenario: next } = parseCommand(text, current);
    if (command === null) throw new Refusal(problemsText('--do', text, problems), USAGE);
    if (at === null) throw new Refusal(`--do ${text}: say when, such as {at: 12.5s, …}.`, USAGE);
    current = next;
    return { at, command };
  });
}
