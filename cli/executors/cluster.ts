import type { Job, Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import { readOutcome } from '../results/outcome-record.ts';
import { connect, jobIdOf, packages, publishSource, QUEUE, type JobData } from './cluster-protocol.ts';
import type { Executor, Task } from './executor.ts';

type RunQueue = Queue<JobData, string>;
type RunJob = Job<JobData, string>;

/** Milliseconds after which a run is asked about again. Events come sooner, but may be lost with Redis. */
const LOOK_AGAIN = 5000;
/** How often a run is tried that ends with an error, such as no memory. */
const ATTEMPTS = 3;
/** Outcomes stay on Redis for so long, in seconds, and so many, for whoever asks for the same run again. */
const KEPT = { age: 7 * 86_400, count: 100_000 };
/** Milliseconds for goodbyes, if Redis is not there to hear them. */
const PATIENCE = 3000;

/**
 * Runs that are made by `brownout worker` processes on any number of machines, with BullMQ on Redis. The queue only
 * schedules: a run is a job named by its key, so asking twice makes one run; what Redis forgets is asked for again; a
 * worker that dies has its runs given to others.
 *
 * @param window runs asked for at the same time.
 * @param say told, in a sentence, why nothing happens.
 */
export async function cluster(
  url: string,
  window: number,
  say: (sentence: string) => void,
): Promise<Executor> {
  const redis = await connect(url);
  redis.on('reconnecting', () => say('Redis does not answer; the runs go on when it is back.'));
  const { Queue, QueueEvents } = await packages();
  const queue: RunQueue = new Queue(QUEUE, { connection: redis });
  const events = new QueueEvents(QUEUE, { connection: redis });
  queue.on('error', () => {});
  events.on('error', () => {});
  if ((await queue.getWorkersCount()) === 0)
    say('No worker is listening there yet: start some with brownout worker --redis URL.');
  return new Cluster(redis, queue, events, window);
}

/** A run that was asked for. */
interface Asked {
  isWanted: boolean;
  outcome: Promise<Outcome | null>;
}

class Cluster implements Executor {
  readonly workers: number;
  private readonly redis: Redis;
  private readonly queue: RunQueue;
  private readonly events: QueueEvents;
  private readonly published = new Map<string, Promise<void>>();
  private readonly asked = new Map<string, Asked>();
  /** Wakes who waits for a job. */
  private readonly waiting = new Map<string, () => void>();

  constructor(redis: Redis, queue: RunQueue, events: QueueEvents, window: number) {
    this.redis = redis;
    this.queue = queue;
    this.events = events;
    this.workers = window;
    const wake = ({ jobId }: { jobId: string }): void => this.waiting.get(jobId)?.();
    events.on('completed', wake);
    events.on('failed', wake);
  }

  /** Equal tasks at the same time, such as those of two equal designs, are one job. */
  run(task: Task): Promise<Outcome | null> {
    const id = jobIdOf(task.key);
    const before = this.asked.get(id);
    if (before !== undefined) return before.outcome;
    const asked: Asked = { isWanted: true, outcome: Promise.resolve(null) };
    this.asked.set(id, asked);
    asked.outcome = this.ask(id, task, asked).finally(() => this.asked.delete(id));
    return asked.outcome;
  }

  /** A search asks for as many runs as may be made at once, and mostly needs only the first of them. */
  forget(): void {
    for (const [id, asked] of this.asked) {
      asked.isWanted = false;
      this.waiting.get(id)?.();
    }
  }

  async close(): Promise<void> {
    const goodbye = async (): Promise<void> => {
      // Those that a worker has begun with are not removed; their outcomes are kept.
      await Promise.allSettled([...this.asked.keys()].map((id) => this.queue.remove(id)));
      await Promise.allSettled([this.events.close(), this.queue.close()]);
    };
    await Promise.race([goodbye(), pause(PATIENCE)]);
    this.redis.disconnect();
  }

  private async ask(id: string, task: Task, asked: Asked): Promise<Outcome | null> {
    await this.publish(task);
    for (let looks = 0; asked.isWanted; looks++) {
      const news = this.newsOf(id);
      const job = (await this.queue.getJob(id)) ?? (await this.add(id, task));
      if (job.finishedOn === undefined) {
        await news;
      } else if (typeof job.returnvalue === 'string') {
        const outcome = readOutcome(job.returnvalue, task.key);
        if (outcome !== null) return outcome;
        // Not what this version writes.
        await job.remove();
      } else if (looks === 0) {
        // It failed for somebody else, some time ago.
        await job.retry('failed', { resetAttemptsMade: true });
      } else {
        throw new Error(`seed ${task.seed} failed ${ATTEMPTS} times on workers: ${job.failedReason}`);
      }
    }
    // One that a worker has begun with is not removed; its outcome is kept.
    await this.queue.remove(id).catch(() => 0);
    return null;
  }

  private publish({ key: { document }, source }: Task): Promise<void> {
    const done = this.published.get(document) ?? publishSource(this.redis, document, source);
    this.published.set(document, done);
    return done;
  }

  private add(id: string, { key }: Task): Promise<RunJob> {
    return this.queue.add(
      'run',
      { key },
      { jobId: id, attempts: ATTEMPTS, removeOnComplete: KEPT, removeOnFail: KEPT },
    );
  }

  /** When something has happened to a job, or it is time to look again. */
  private newsOf(id: string): Promise<void> {
    const event = new Promise<void>((resolve) => {
      this.waiting.set(id, resolve);
    });
    return Promise.race([event, pause(LOOK_AGAIN)]).finally(() => this.waiting.delete(id));
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
