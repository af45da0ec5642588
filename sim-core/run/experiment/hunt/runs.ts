import type { Allowance, Asking, Trial } from '../asking.ts';
import type { Outcome } from '../replications.ts';

/** Runs that a hunt has made, and how many more it may. The same run is never asked for twice. */
export class Runs implements Allowance {
  readonly most: number;
  private readonly known = new Map<string, Outcome>();
  private closed = false;
  private reserved = 0;

  constructor(most: number) {
    this.most = most;
  }

  get made(): number {
    return this.known.size;
  }

  /** Whether more runs may be asked for. */
  get isOpen(): boolean {
    return !this.closed && this.left > 0;
  }

  /** So many runs are kept for later; what is asked for until it is said anew has to do with the others. */
  reserve(runs: number): void {
    this.reserved = runs;
  }

  private get left(): number {
    return Math.max(0, this.most - this.reserved - this.made);
  }

  /** No more runs: whoever asks has to do with what there is. */
  close(): void {
    this.closed = true;
  }

  /** Outcomes of all trials; null for those that there were no runs left for. */
  *all(trials: readonly Trial[]): Asking<(Outcome | null)[]> {
    yield* this.make(trials, () => false);
    return trials.map((trial) => this.of(trial));
  }

  /** Index of the first trial whose outcome is what is looked for; −1 if there is none. */
  *first(trials: readonly Trial[], isIt: (outcome: Outcome) => boolean): Asking<number> {
    const isKnown = (trial: Trial): boolean => {
      const outcome = this.of(trial);
      return outcome !== null && isIt(outcome);
    };
    const before = trials.findIndex(isKnown);
    yield* this.make(before < 0 ? trials : trials.slice(0, before), isIt);
    return trials.findIndex(isKnown);
  }

  private *make(trials: readonly Trial[], isEnough: (outcome: Outcome) => boolean): Asking<void> {
    const unknown = new Map(trials.filter((trial) => this.of(trial) === null).map((t) => [keyOf(t), t]));
    const wanted = this.isOpen ? [...unknown.values()].slice(0, this.left) : [];
    if (wanted.length === 0) return;
    let next = 0;
    yield {
      trials: wanted,
      done: (outcome) => {
        this.known.set(keyOf(wanted[next++]), outcome);
        return isEnough(outcome);
      },
    };
  }

  private of(trial: Trial): Outcome | null {
    return this.known.get(keyOf(trial)) ?? null;
  }
}

function keyOf({ set, seed }: Trial): string {
  return [seed, ...set].join('\n');
}
