import { Session } from '../../cli/experiment.ts';
import { processorOf, tasks, text, wallOf } from './measured.ts';

/** What so many replications took, in seconds. */
export interface Replications {
  readonly wall: number;
  readonly processor: number;
}

/** As many as one asks for. The last ones leave a thread idle for a part of a run, which counts. */
const RUNS = 20;
/** For each thread: every one has a compiler of its own. */
const WARM_UP = 4;
/** Simulated: some tenths of a second of work. */
const SECONDS = 6000;

/**
 * Replications by an executor that is ready: threads have started, and the compiler has seen what it needs. What is
 * measured is everything that follows, up to the last outcome.
 */
export async function measureReplications(jobs: number, share: number): Promise<Replications> {
  const document = text(Math.round(SECONDS * share));
  const session = await Session.open(WARM_UP * jobs + RUNS, { jobs, json: true });
  const perform = (first: number, count: number) =>
    session.perform({ tasks: tasks(document, first, count), done: () => false });
  await perform(1, WARM_UP * jobs);
  let wall = 0;
  const processor = await processorOf(async () => {
    wall = await wallOf(() => perform(100, RUNS));
  });
  await session.close();
  return { wall, processor };
}
