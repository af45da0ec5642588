import { loadScenario, type Scenario } from '../../sim-core/scenario/index.ts';
import type { Source, Task } from './executor.ts';

/** What sources were loaded to in this process, for as long as somebody has the source. */
const loadedHere = new WeakMap<Source, Scenario>();

/** Scenarios kept whose sources came from elsewhere: the points of a sweep come seed by seed, so one that was run will be run again. */
const MOST_KEPT = 200;

const kept = new Map<string, Scenario>();

/** Notes what a source was loaded to, so that its runs in this process need not load it again. */
export function noteLoaded(source: Source, scenario: Scenario): void {
  loadedHere.set(source, scenario);
}

/** The scenario that a task runs: loaded once for all of its seeds. It was loaded before, so it has no problems. */
export function scenarioOf({ source, key }: Task): Scenario {
  const known = loadedHere.get(source) ?? kept.get(key.document);
  if (known !== undefined) return known;
  const { scenario } = loadScenario(source.text, { set: source.set, files: source.files });
  if (scenario === null) throw new Error('a scenario that was loaded before cannot be loaded again');
  if (kept.size === MOST_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(key.document, scenario);
  return scenario;
}
