import { Session } from '../../cli/experiment.ts';
import { processorOf, tasks, text, wallOf } from './measured.ts';

/** What so many replications took, in seconds. */
export interface Replications {
  readonly wall: number;
  readonly processor: number;
}

const RUNS = 12;
const WARM_UP = 4;
/** Simulated: some tenths of a second of work. */
const SECONDS = 6000;

/**
 * Replications by an executor that is ready: threads have started, and the compiler has seen what it needs. What is
 * measured is everything that follows, up to the last outcome.
 */
export async function measureReplications(jobs: number, share: number): Promise<Replications> {
  const document = text(Math.round(SECONDS * share));
  const session = await Session.open(WARM_UP + RUNS, { jobs, json: true });
  const perform = (first: number, count: number) =>
    session.perform({ tasks: tasks(document, first, count), done: () => false });
  await perform(1, WARM_UP);
  let wall = 0;
  const processor = await processorOf(async () => {
    wall = await wallOf(() => perform(100, RUNS));
  });
  await session.close();
  return { wall, processor };
}
