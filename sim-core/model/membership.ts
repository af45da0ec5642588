/**
 * Where an instance is in its life, for nodes whose replicas come and go. Pictures carry the index in this list; all
 * others serve for ever, so that comes first.
 */
export const STAGES = ['serving', 'off', 'waiting', 'booting', 'draining'] as const;
export type Stage = (typeof STAGES)[number];

/** Told that an instance, by its index in the node, joined or left those in service. */
export type MembershipListener = (index: number, serves: boolean) => void;

/** What is known of an instance that did not always serve. */
interface Life {
  stage: Stage;
  since: number;
  /** Seconds of its earlier stages in which it ran. */
  ran: number;
}

/**
 * Which instances of a node are in service, for nodes whose number of replicas changes: what a service registry
 * knows. Balancers follow it; news reaches them at once.
 */
export class Membership {
  private readonly lives = new Map<number, Life>();
  /** By who listens: a balancer that starts anew takes the place of its former self. */
  private readonly listeners = new Map<string, MembershipListener>();

  stageOf(index: number): Stage {
    return this.lives.get(index)?.stage ?? 'serving';
  }

  serves(index: number): boolean {
    return this.stageOf(index) === 'serving';
  }

  /** The instance is in another stage from now on. */
  enter(index: number, stage: Stage, now: number): void {
    const before = this.stageOf(index);
    if (stage === before) return;
    this.lives.set(index, { stage, since: now, ran: this.secondsRun(index, now) });
    if (stage !== 'serving' && before !== 'serving') return;
    for (const listener of this.listeners.values()) listener(index, stage === 'serving');
  }

  /** Seconds, up to now, in which there was a machine for it: booting, serving, draining, and down by a fault. */
  secondsRun(index: number, now: number): number {
    const life = this.lives.get(index);
    if (life === undefined) return now;
    return life.ran + (isRunning(life.stage) ? now - life.since : 0);
  }

  /** Told of every change from now on, and at once of those that are out. */
  follow(id: string, listener: MembershipListener): void {
    this.listeners.set(id, listener);
    for (const [index, { stage }] of this.lives) if (stage !== 'serving') listener(index, false);
  }
}

function isRunning(stage: Stage): boolean {
  return stage !== 'off' && stage !== 'waiting';
}
