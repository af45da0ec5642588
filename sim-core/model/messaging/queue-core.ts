import { JobTable, NONE } from './job-table.ts';
import { NOBODY, WorkerTurns } from './worker-turns.ts';

/** Why a job is given up. */
export type GivenUp = 'dead-letter' | 'dropped';

/** What the core asks for. */
export interface QueueEffects {
  /** Hands a job to a worker. @param note of the worker's place, to be given back. */
  deliver(slot: number, note: number): void;
  /** The job is about to leave without having been acknowledged. */
  giveUp(slot: number, why: GivenUp): void;
}

export interface QueueRules {
  /** Jobs that may wait. */
  readonly queue: number;
  readonly overflow: 'reject' | 'drop-oldest';
  /** A job that was handed out so often and came back is a dead letter; 0: never. */
  readonly maxReceives: number;
}

/**
 * The rules of a work queue with competing workers, without time, network and luck: jobs wait in order of arrival, are
 * handed to workers in turn, and leave when they are acknowledged. A job that comes back goes to the front, where it
 * was (RabbitMQ puts it “to its original position, if possible”), until it has been handed out too often. That is
 * *at least once*: whoever had it may have done it, so the same job may be done again, and is counted.
 */
export class QueueCore {
  readonly jobs = new JobTable();
  readonly workers: WorkerTurns;
  rules: QueueRules;
  enqueued = 0;
  delivered = 0;
  redelivered = 0;
  /** Jobs done for the first time, and times that a job was done again. */
  completed = 0;
  duplicates = 0;
  acknowledged = 0;
  deadLetters = 0;
  dropped = 0;
  /** Jobs that left with a crash. */
  lost = 0;
  /** Most that ever waited. */
  peak = 0;
  private readonly effects: QueueEffects;

  constructor(rules: QueueRules, prefetch: readonly number[], effects: QueueEffects) {
    this.rules = rules;
    this.workers = new WorkerTurns(prefetch);
    this.effects = effects;
  }

  /** Whether a job that comes now is turned away. */
  get isFull(): boolean {
    return this.rules.overflow === 'reject' && this.jobs.waiting >= this.rules.queue;
  }

  /** Takes in a job that may not be handed out yet. @returns its slot. */
  add(handle: number, now: number): number {
    this.enqueued++;
    return this.jobs.add(handle, now);
  }

  /** A job that was added waits for a worker from now on. */
  appear(slot: number): void {
    if (this.jobs.waiting >= this.rules.queue && this.rules.overflow === 'drop-oldest')
      this.leave(this.jobs.head, 'dropped');
    this.jobs.waitLast(slot);
    this.handOut();
  }

  /** Somebody has done the job. @returns whether it was the first time. */
  done(slot: number): boolean {
    if (this.jobs.isDone[slot] === 1) {
      this.duplicates++;
      return false;
    }
    this.jobs.isDone[slot] = 1;
    this.completed++;
    return true;
  }

  /** Somebody has done a job that is not here any more. */
  doneAgain(): void {
    this.duplicates++;
  }

  /** Whoever has the job says that it is done, in time: it leaves. */
  acknowledge(slot: number): void {
    this.acknowledged++;
    this.jobs.remove(slot);
  }

  /** Whoever had the job will not finish it in time: it waits again, or has had its chances. */
  comeBack(slot: number): void {
    const { maxReceives } = this.rules;
    if (maxReceives > 0 && this.jobs.receives[slot] >= maxReceives) this.leave(slot, 'dead-letter');
    else this.jobs.waitFirst(slot);
    this.handOut();
  }

  /** The job never reached whom it was sent to: that was no delivery. */
  takeBack(slot: number): void {
    if (this.jobs.receives[slot]-- > 1) this.redelivered--;
    this.delivered--;
    this.jobs.waitFirst(slot);
    this.handOut();
  }

  /** Gives jobs to workers while there are both. */
  handOut(): void {
    const { jobs, workers } = this;
    while (jobs.head !== NONE) {
      const note = workers.take();
      if (note === NOBODY) {
        this.peak = Math.max(this.peak, jobs.waiting);
        return;
      }
      const slot = jobs.head;
      jobs.take(slot);
      this.delivered++;
      if (++jobs.receives[slot] > 1) this.redelivered++;
      this.effects.deliver(slot, note);
    }
  }

  /** The process died, and nothing is left here: what survives is up to the owner's disk. */
  forget(isLost: boolean): void {
    const { jobs } = this;
    if (isLost) this.lost += jobs.size;
    while (jobs.oldest !== NONE) jobs.remove(jobs.oldest);
    this.workers.disconnectAll();
  }

  private leave(slot: number, why: GivenUp): void {
    if (why === 'dropped') this.dropped++;
    else this.deadLetters++;
    this.effects.giveUp(slot, why);
    this.jobs.remove(slot);
  }
}
