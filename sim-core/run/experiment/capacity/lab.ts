import type { Asking } from '../asking.ts';
import type { Outcome } from '../replications.ts';

/** Runs that were made, and how many more may be. The same variation is never run twice with the same seed. */
export class Lab {
  readonly most: number;
  readonly firstSeed: number;
  private readonly variations = new Map<string, Outcome[]>();
  private made = 0;
  private closed = false;

  constructor(firstSeed: number, most: number) {
    this.firstSeed = firstSeed;
    this.most = most;
  }

  get runs(): number {
    return this.made;
  }

  /** Whether more runs may be asked for. */
  get isOpen(): boolean {
    return !this.closed && this.made < this.most;
  }

  /** No more runs: whoever asks has to do with what there is. */
  close(): void {
    this.closed = true;
  }

  known(set: readonly string[]): readonly Outcome[] {
    return this.variations.get(set.join('\n')) ?? [];
  }

  /**
   * Outcomes of a variation, one replication after another, until `isEnough` of those so far, or `most`, or no runs are
   * left. Number i has the same seed in every variation: variations are compared with the same luck.
   */
  *study(
    set: readonly string[],
    most: number,
    isEnough: (outcomes: readonly Outcome[]) => boolean,
  ): Asking<readonly Outcome[]> {
    const outcomes = this.outcomesOf(set);
    for (let count = 1; count <= Math.min(most, outcomes.length); count++) {
      const first = outcomes.slice(0, count);
      if (count === most || isEnough(first)) return first;
    }
    const wanted = this.isOpen ? Math.min(most - outcomes.length, this.most - this.made) : 0;
    if (wanted > 0) {
      const from = this.firstSeed + outcomes.length;
      yield {
        trials: Array.from({ length: wanted }, (_, i) => ({ set, seed: from + i })),
        done: (outcome) => {
          outcomes.push(outcome);
          this.made++;
          return isEnough(outcomes);
        },
      };
    }
    return [...outcomes];
  }

  private outcomesOf(set: readonly string[]): Outcome[] {
    const key = set.join('\n');
    const known = this.variations.get(key);
    if (known !== undefined) return known;
    const fresh: Outcome[] = [];
    this.variations.set(key, fresh);
    return fresh;
  }
}
