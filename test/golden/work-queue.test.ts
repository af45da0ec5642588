import { describe, expect, it } from 'vitest';
import { QueueCore, type QueueRules } from '../../sim-core/model/messaging/queue-core.ts';

/** A queue whose jobs are letters, whose workers are numbers, and that writes down what it asks for. */
class Stage {
  readonly core: QueueCore;
  private readonly names: string[] = [];
  private readonly slots = new Map<string, number>();
  private readonly notes = new Map<string, number>();
  private lines: string[] = [];

  constructor(prefetch: readonly number[], rules: Partial<QueueRules> = {}) {
    const all: QueueRules = { queue: 100, overflow: 'reject', maxReceives: 0, ...rules };
    this.core = new QueueCore(all, prefetch, {
      deliver: (slot, note) => {
        const worker = this.core.workers.workerOf(note);
        const again = this.core.jobs.receives[slot] > 1 ? `, time ${this.core.jobs.receives[slot]}` : '';
        this.notes.set(this.names[slot], note);
        this.lines.push(`${this.names[slot]} → ${worker}${again}`);
      },
      giveUp: (slot, why) => this.lines.push(`${this.names[slot]} given up: ${why}`),
    });
    prefetch.forEach((_, worker) => this.core.workers.connect(worker));
  }

  enqueue(jobs: string): this {
    for (const job of jobs) {
      if (this.core.isFull) this.lines.push(`${job} turned away`);
      else {
        const slot = this.core.add(this.slots.size, 0);
        this.names[slot] = job;
        this.slots.set(job, slot);
        this.core.appear(slot);
      }
    }
    return this;
  }

  ack(job: string): this {
    this.lines.push(`${job} done${this.core.done(this.slot(job)) ? '' : ' again'}`);
    this.core.acknowledge(this.slot(job));
    return this.release(job);
  }

  /** Its worker is done with it after its time was up, and says so. */
  lateAck(job: string): this {
    this.lines.push(`${job} done late${this.core.done(this.slot(job)) ? '' : ' again'}`);
    return this;
  }

  back(job: string): this {
    this.lines.push(`${job} back`);
    this.core.comeBack(this.slot(job));
    return this;
  }

  release(job: string): this {
    this.core.workers.giveBack(this.notes.get(job)!);
    this.core.handOut();
    return this;
  }

  takeBack(job: string, worker: number): this {
    this.lines.push(`${worker} is not there`);
    this.core.workers.disconnect(worker);
    this.core.takeBack(this.slot(job));
    return this;
  }

  connect(worker: number): this {
    this.lines.push(`${worker} connects`);
    this.core.workers.connect(worker);
    this.core.handOut();
    return this;
  }

  /** What was written since the last call, and what waits. */
  get said(): string {
    const text = [...this.lines, `${this.core.jobs.waiting} wait, ${this.core.jobs.size} here`].join('\n');
    this.lines = [];
    return text;
  }

  private slot(job: string): number {
    return this.slots.get(job)!;
  }
}

describe('the core of a work queue', () => {
  it('hands jobs out in order, to workers in turn, as far as their prefetch goes', () => {
    const stage = new Stage([2, 1]).enqueue('abcd');
    expect(stage.said).toMatchInlineSnapshot(`
      "a → 0
      b → 1
      c → 0
      1 wait, 4 here"
    `);
    expect(stage.ack('b').said).toMatchInlineSnapshot(`
      "b done
      d → 1
      0 wait, 3 here"
    `);
    expect(stage.ack('a').ack('c').said).toMatchInlineSnapshot(`
      "a done
      c done
      0 wait, 1 here"
    `);
  });

  it('puts what comes back in front, and gives it up when it has had its chances', () => {
    const stage = new Stage([1], { maxReceives: 2 }).enqueue('abc');
    void stage.said;
    expect(stage.back('a').said).toMatchInlineSnapshot(`
      "a back
      3 wait, 3 here"
    `);
    expect(stage.release('a').said).toMatchInlineSnapshot(`
      "a → 0, time 2
      2 wait, 3 here"
    `);
    expect(stage.back('a').release('a').said).toMatchInlineSnapshot(`
      "a back
      a given up: dead-letter
      b → 0
      1 wait, 2 here"
    `);
  });

  it('goes on with the next one when a job is given up', () => {
    const stage = new Stage([1], { maxReceives: 1 }).enqueue('ab');
    stage.core.workers.giveBack(1);
    expect(stage.back('a').said).toMatchInlineSnapshot(`
      "a → 0
      a back
      a given up: dead-letter
      b → 0
      0 wait, 1 here"
    `);
  });

  it('counts a job that is done twice', () => {
    const stage = new Stage([1, 1]).enqueue('a');
    void stage.said;
    expect(stage.back('a').lateAck('a').ack('a').said).toMatchInlineSnapshot(`
      "a back
      a → 1, time 2
      a done late
      a done again
      0 wait, 0 here"
    `);
    const { completed, duplicates, acknowledged, redelivered } = stage.core;
    expect({ completed, duplicates, acknowledged, redelivered }).toMatchInlineSnapshot(`
      {
        "acknowledged": 1,
        "completed": 1,
        "duplicates": 1,
        "redelivered": 1,
      }
    `);
  });

  it('does not count what never arrived as delivered, and sends no more to who is not there', () => {
    const stage = new Stage([1, 1]).enqueue('ab');
    void stage.said;
    expect(stage.takeBack('b', 1).said).toMatchInlineSnapshot(`
      "1 is not there
      1 wait, 2 here"
    `);
    expect(stage.ack('a').said).toMatchInlineSnapshot(`
      "a done
      b → 0
      0 wait, 1 here"
    `);
    expect([stage.core.delivered, stage.core.redelivered]).toEqual([2, 0]);
    expect(stage.ack('b').enqueue('cd').connect(1).said).toMatchInlineSnapshot(`
      "b done
      c → 0
      1 connects
      d → 1
      0 wait, 2 here"
    `);
  });

  it('frees nothing for what comes back over an old connection', () => {
    const stage = new Stage([1]).enqueue('ab');
    stage.core.workers.disconnect(0);
    stage.back('a').connect(0);
    void stage.said;
    stage.core.workers.giveBack(1); // the place on the first connection
    stage.core.handOut();
    expect(stage.said).toMatchInlineSnapshot(`"1 wait, 2 here"`);
  });

  it('turns jobs away when it is full, or drops the one that is next', () => {
    expect(new Stage([1], { queue: 2 }).enqueue('abcd').said).toMatchInlineSnapshot(`
      "a → 0
      d turned away
      2 wait, 3 here"
    `);
    const dropping = new Stage([1], { queue: 2, overflow: 'drop-oldest' }).enqueue('abcde');
    expect(dropping.said).toMatchInlineSnapshot(`
      "a → 0
      b given up: dropped
      c given up: dropped
      2 wait, 3 here"
    `);
    expect([dropping.core.enqueued, dropping.core.dropped, dropping.core.peak]).toEqual([5, 2, 2]);
  });

  it('forgets everything with a crash', () => {
    const stage = new Stage([1]).enqueue('abc');
    stage.core.forget(true);
    expect([stage.core.lost, stage.core.jobs.size, stage.core.jobs.waiting]).toEqual([3, 0, 0]);
    void stage.said;
    expect(stage.enqueue('d').connect(0).said).toMatchInlineSnapshot(`
      "0 connects
      d → 0
      0 wait, 1 here"
    `);
  });
});
