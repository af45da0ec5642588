import { Breaker, NOT_PERMITTED, type BreakerState } from '../../policy/breaker/breaker.ts';
import { breakerWindowNamed } from '../../policy/breaker/index.ts';
import { budgetPolicyNamed } from '../../policy/retry-budget/index.ts';
import type { OpenCalls, RetryBudget } from '../../policy/retry-budget/retry-budget.ts';
import { AdaptiveThrottle } from '../../policy/throttle/adaptive-throttle.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { ATTEMPT, LUCK, OPENED_AT, OPENER_NOTE } from '../request-rows.ts';
import { CIRCUIT_OPEN, THROTTLED_BY_CLIENT, type Status } from '../status.ts';
import { keyedStreamOf, type World } from '../world.ts';
import { meaningOf } from './meaning.ts';
import type { CallSettings } from './call-settings.ts';

/** Marks an attempt that is not the first of its call. */
const EXTRA = 1;

/** Circuit opened, half open, closed: the moments. */
const MOMENTS = {
  open: 'circuit-opened',
  'half-open': 'circuit-half-open',
  closed: 'circuit-closed',
} as const;

/**
 * What stands between one caller and whom it calls: a circuit breaker, throttling, and a budget for whatever is sent
 * beyond first attempts. All of its requests share it. Each part may be missing.
 */
export class Guard implements OpenCalls {
  inFlight = 0;
  retrying = 0;
  /** Retries and hedges for which there was no budget left. */
  exhausted = 0;
  /** Attempts that were not sent because the circuit was open. */
  shortCircuited = 0;
  /** Attempts that were held back. */
  throttled = 0;
  private readonly world: World;
  private readonly id: string;
  private readonly target: string;
  private readonly luck: KeyedRandom;
  private budget: RetryBudget | null = null;
  private breaker: Breaker | null = null;
  private throttle: AdaptiveThrottle | null = null;
  private written: Readonly<Record<Part, string>> = NONE;

  /** @param id instance that calls. @param stream of its luck. */
  constructor(world: World, id: string, target: string, stream: string) {
    this.world = world;
    this.id = id;
    this.target = target;
    this.luck = keyedStreamOf(world, `${stream}/throttle`);
  }

  /** Takes in settings; a part whose settings are the same goes on with what it knows. */
  configure(settings: CallSettings): void {
    const written = {
      retryBudget: textOf(settings.retryBudget),
      breaker: textOf(settings.breaker),
      throttle: textOf(settings.throttle),
    };
    const before = this.written;
    this.written = written;
    if (written.retryBudget !== before.retryBudget) this.budget = budgetOf(settings);
    if (written.breaker !== before.breaker) this.breaker = this.breakerOf(settings);
    if (written.throttle !== before.throttle) this.throttle = throttleOf(settings);
  }

  /** 0 closed, ½ half open, 1 open. */
  get openness(): number {
    const state = this.breaker?.state ?? 'closed';
    return state === 'closed' ? 0 : state === 'open' ? 1 : 0.5;
  }

  began(now: number): void {
    this.inFlight++;
    this.budget?.began(now);
  }

  /** A logical call is over. */
  over(): void {
    this.inFlight--;
  }

  /**
   * May the next attempt of a logical call be sent?
   * @returns a note to keep in the attempt's `openerNote` for {@link ended}; below zero the status, negated, with
   * which it is refused.
   */
  permit(now: number, rootRow: number): number {
    const { requests } = this.world;
    const isExtra = requests.words[rootRow + ATTEMPT] > 1;
    if (!this.admits(now, requests.floats[rootRow + LUCK] + requests.words[rootRow + ATTEMPT])) {
      this.throttled++;
      return this.refuse(isExtra, THROTTLED_BY_CLIENT);
    }
    const permission = this.breaker === null ? 0 : this.breaker.permit(now);
    if (permission === NOT_PERMITTED) {
      this.shortCircuited++;
      return this.refuse(isExtra, CIRCUIT_OPEN);
    }
    return permission * 2 + (isExtra ? EXTRA : 0);
  }

  /** An attempt that was sent has ended. */
  ended(now: number, row: number, result: Status): void {
    const { requests } = this.world;
    const note = requests.words[row + OPENER_NOTE];
    if ((note & EXTRA) !== 0) this.retrying--;
    const { breaker, budget, throttle } = meaningOf(result);
    if (breaker === 'nothing') this.breaker?.release(note >> 1);
    else this.breaker?.ended(now, note >> 1, breaker === 'bad', now - requests.floats[row + OPENED_AT]);
    if (budget !== 'nothing') this.budget?.ended(now, budget === 'good');
    if (throttle === 'good') this.throttle?.accepted(now);
  }

  /** An attempt lost against another; how it would have ended is not known. */
  cancelled(row: number): void {
    const note = this.world.requests.words[row + OPENER_NOTE];
    if ((note & EXTRA) !== 0) this.retrying--;
    this.breaker?.release(note >> 1);
  }

  /** May one more attempt be sent for a call that has had one? If so it counts as retrying. */
  takeRetry(now: number): boolean {
    if (this.budget !== null && !this.budget.take(now, this)) {
      if (this.exhausted++ === 0)
        this.world.moments.note(now, 'retry-budget-spent', this.id, { target: this.target });
      return false;
    }
    this.retrying++;
    return true;
  }

  /** A retry for which it was asked will not be made. */
  retryGivenUp(): void {
    this.retrying--;
  }

  /** The caller died, and forgets what was open. */
  crash(): void {
    this.inFlight = 0;
    this.retrying = 0;
    this.breaker?.forget();
  }

  /** Forgets all that its parts know. */
  beginAnew(settings: CallSettings): void {
    this.written = NONE;
    this.configure(settings);
  }

  private admits(now: number, key: number): boolean {
    return this.throttle === null || this.throttle.admit(now, this.luck.rekey(key).next());
  }

  private refuse(isExtra: boolean, status: Status): number {
    if (isExtra) this.retrying--;
    return -status;
  }

  private breakerOf({ breaker }: CallSettings): Breaker | null {
    if (breaker === undefined) return null;
    const { moments, simulation } = this.world;
    const changed = (state: BreakerState) =>
      moments.note(simulation.now, MOMENTS[state], this.id, { target: this.target });
    return new Breaker(breakerWindowNamed(breaker.window), breaker, changed);
  }
}

type Part = 'retryBudget' | 'breaker' | 'throttle';

const NONE: Readonly<Record<Part, string>> = { retryBudget: '', breaker: '', throttle: '' };

function textOf(settings: object | undefined): string {
  return settings === undefined ? '' : JSON.stringify(settings);
}

function budgetOf({ retryBudget }: CallSettings): RetryBudget | null {
  return retryBudget === undefined ? null : budgetPolicyNamed(retryBudget.policy).open(retryBudget);
}

function throttleOf({ throttle }: CallSettings): AdaptiveThrottle | null {
  return throttle === undefined ? null : new AdaptiveThrottle(throttle.multiplier, throttle.window);
}
