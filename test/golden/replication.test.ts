import { describe, expect, it } from 'vitest';
import {
  ReplicationCore,
  type MessageType,
  type ReplicationMode,
} from '../../sim-core/model/storage/replication.ts';

const NAMES = ['append', 'ack', 'ask-vote', 'vote', 'stale-term'];

interface Message {
  readonly from: number;
  readonly to: number;
  readonly type: MessageType;
  readonly index: number;
  readonly term: number;
  readonly logTerm: number;
}

/** A store of cores with a network that delivers when told to, and writes down what happens. */
class Stage {
  readonly transcript: string[] = [];
  readonly cores: ReplicationCore[];
  private wire: Message[] = [];
  private readonly cut = new Set<number>();
  now = 0;

  constructor(size: number, mode: ReplicationMode, fencing = true) {
    const settings = { mode, shipsAtOnce: true, detectAfter: 3, electionTimeout: 0.3, fencing };
    this.cores = Array.from({ length: size }, (_, self) => {
      const say = (text: string) => this.transcript.push(`${this.now}s  ${self}: ${text}`);
      return new ReplicationCore(self, size, settings, {
        send: (to, type, index, term, logTerm) => {
          say(`${NAMES[type]} → ${to} (index ${index}, term ${term})`);
          this.wire.push({ from: self, to, type, index, term, logTerm });
        },
        commit: (index) => say(`commits ${index}`),
        lead: () => say('leads'),
        stepDown: (reason) => say(`steps down: ${reason}`),
      });
    });
  }

  /** Delivers all messages, and those that they cause, except to and from whoever is cut off. */
  settle(): this {
    while (this.wire.length > 0) {
      const { from, to, type, index, term, logTerm } = this.wire.shift()!;
      if (this.cut.has(from) || this.cut.has(to))
        this.transcript.push(`      ${NAMES[type]} ${from} → ${to} lost`);
      else this.cores[to].receive(type, from, index, term, logTerm, this.now);
    }
    return this;
  }

  isolate(...who: number[]): this {
    this.cut.clear();
    for (const one of who) this.cut.add(one);
    return this;
  }

  /** What was written since the last call. */
  get said(): string {
    return this.transcript.splice(0).join('\n');
  }
}

describe('replication core', () => {
  it('acknowledges a semi-synchronous write when one follower has it', () => {
    const stage = new Stage(3, 'semi-synchronous');
    stage.cores[0].appoint(0);
    stage.settle();
    expect(stage.said).toMatchInlineSnapshot(`
      "0s  0: leads
      0s  0: append → 1 (index 0, term 1)
      0s  0: append → 2 (index 0, term 1)
      0s  1: ack → 0 (index 0, term 1)
      0s  2: ack → 0 (index 0, term 1)"
    `);
    stage.now = 1;
    stage.cores[0].write(1);
    stage.settle();
    expect(stage.said).toMatchInlineSnapshot(`
      "1s  0: append → 1 (index 1, term 1)
      1s  0: append → 2 (index 1, term 1)
      1s  1: ack → 0 (index 1, term 1)
      1s  2: ack → 0 (index 1, term 1)
      1s  0: commits 1"
    `);
  });

  it('acknowledges an asynchronous write before anybody else has it', () => {
    const stage = new Stage(3, 'asynchronous').isolate(0);
    stage.cores[0].appoint(0);
    stage.settle();
    void stage.said;
    stage.cores[0].write(0);
    expect(stage.said).toMatchInlineSnapshot(`
      "0s  0: append → 1 (index 1, term 1)
      0s  0: append → 2 (index 1, term 1)
      0s  0: commits 1"
    `);
  });

  it('elects the follower with the better log, and only with a majority', () => {
    const stage = new Stage(3, 'semi-synchronous');
    stage.cores[0].appoint(0);
    stage.settle();
    stage.isolate(2);
    stage.cores[0].write(1);
    stage.settle();
    stage.isolate(0);
    void stage.said;
    stage.now = 5;
    stage.cores[2].checkLeader(5); // has missed the write: nobody may vote for it
    stage.settle();
    expect(stage.said).toMatchInlineSnapshot(`
      "5s  2: ask-vote → 0 (index 0, term 2)
      5s  2: ask-vote → 1 (index 0, term 2)
            ask-vote 2 → 0 lost"
    `);
    stage.now = 6;
    stage.cores[1].checkLeader(9);
    stage.settle();
    expect(stage.said).toMatchInlineSnapshot(`
      "6s  1: ask-vote → 0 (index 1, term 3)
      6s  1: ask-vote → 2 (index 1, term 3)
            ask-vote 1 → 0 lost
      6s  2: vote → 1 (index 0, term 3)
      6s  1: leads
      6s  1: append → 0 (index 1, term 3)
      6s  1: append → 2 (index 1, term 3)
            append 1 → 0 lost
      6s  2: ack → 1 (index 1, term 3)"
    `);
    expect(stage.cores.map(({ role }) => role)).toEqual(['leader', 'leader', 'follower']);
  });

  it('fences an old leader that is cut off: it stops when it has not heard from a majority', () => {
    const stage = new Stage(3, 'asynchronous');
    stage.cores[0].appoint(0);
    stage.settle().isolate(0);
    void stage.said;
    stage.now = 2;
    stage.cores[0].heartbeat(2);
    stage.settle();
    stage.now = 4;
    stage.cores[0].heartbeat(4);
    expect(stage.said).toMatchInlineSnapshot(`
      "2s  0: append → 1 (index 0, term 1)
      2s  0: append → 2 (index 0, term 1)
            append 0 → 1 lost
            append 0 → 2 lost
      4s  0: steps down: lost-majority"
    `);
  });

  it('without fencing has two leaders until they meet', () => {
    const stage = new Stage(2, 'asynchronous', false);
    stage.cores[0].appoint(0);
    stage.settle().isolate(0);
    stage.cores[1].checkLeader(4);
    stage.settle();
    expect(stage.cores.map(({ role }) => role)).toEqual(['leader', 'leader']);
    stage.cores[0].write(5);
    stage.isolate();
    void stage.said;
    stage.now = 6;
    stage.cores[0].heartbeat(6);
    stage.settle();
    expect(stage.said).toMatchInlineSnapshot(`
      "6s  0: append → 1 (index 1, term 1)
      6s  1: stale-term → 0 (index 0, term 2)
      6s  1: stale-term → 0 (index 0, term 2)
      6s  0: steps down: later-term"
    `);
    stage.cores[1].heartbeat(6);
    stage.settle();
    expect(stage.cores.map(({ role, index }) => `${role} ${index}`)).toMatchInlineSnapshot(`
      [
        "follower 0",
        "leader 0",
      ]
    `);
  });

  it('takes a silent follower out of the synchronous set, and back in when it has caught up', () => {
    const stage = new Stage(3, 'synchronous');
    stage.cores[0].appoint(0);
    stage.settle().isolate(2);
    void stage.said;
    stage.now = 1;
    stage.cores[0].write(1);
    stage.settle();
    expect(stage.said).toMatchInlineSnapshot(`
      "1s  0: append → 1 (index 1, term 1)
      1s  0: append → 2 (index 1, term 1)
      1s  1: ack → 0 (index 1, term 1)
            append 0 → 2 lost"
    `);
    stage.now = 4;
    stage.cores[1].confirm(1);
    stage.settle();
    expect(stage.said).toMatchInlineSnapshot(`
      "4s  1: ack → 0 (index 1, term 1)
      4s  0: commits 1"
    `);
    expect(stage.cores[0].inSync).toEqual([true, true, false]);
    stage.isolate().cores[0].heartbeat(4);
    stage.settle();
    expect(stage.cores[0].inSync).toEqual([true, true, true]);
  });
});
