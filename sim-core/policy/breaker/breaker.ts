import { CountWindow } from './count-window.ts';
import type { BreakerSettings, OutcomeWindow, WindowKind } from './outcome-window.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';

/** No permission: the circuit is open, or enough probes are out. */
export const NOT_PERMITTED = -1;

/**
 * A circuit breaker. *Closed*, it lets all calls through and looks back on how they ended; once at least
 * `minimumCalls` are in its window and the share of failed or of slow ones reaches its limit, it *opens* and lets
 * nothing through. The first call that is asked for more than `openFor` later finds it *half-open*: `probes` calls
 * are let through, and when the smaller of `probes` and `minimumCalls` have ended it closes or opens again.
 *
 * Source: `CircuitBreakerStateMachine` and `CircuitBreakerMetrics` of resilience4j 2. Polly 8's is the case of a
 * `time-window` with one probe, except that Polly judges after failures only. Other than resilience4j, the end of a
 * call that was let through in an earlier state counts for nothing. Left out: its limit on the time half-open,
 * growing waits, states set by hand.
 */
export class Breaker {
  state: BreakerState = 'closed';
  private readonly settings: BreakerSettings;
  private readonly kind: WindowKind;
  private readonly changed: (state: BreakerState) => void;
  private window: OutcomeWindow;
  private openedAt = 0;
  private probesLeft = 0;
  /** Grows with each change of state; a permission says when it was given. */
  private term = 0;

  /** @param changed told of each new state. */
  constructor(kind: WindowKind, settings: BreakerSettings, changed: (state: BreakerState) => void) {
    this.kind = kind;
    this.settings = settings;
    this.changed = changed;
    this.window = kind.open(settings);
  }

  /** @returns a permission, to be given back when the call has ended; or {@link NOT_PERMITTED}. */
  permit(now: number): number {
    if (this.state === 'open' && now > this.openedAt + this.settings.openFor) this.halfOpen();
    if (this.state === 'open') return NOT_PERMITTED;
    if (this.state === 'half-open' && this.probesLeft-- <= 0) {
      this.probesLeft = 0;
      return NOT_PERMITTED;
    }
    return this.term;
  }

  /** A call has ended. @param duration seconds that it took. */
  ended(now: number, permission: number, isFailure: boolean, duration: number): void {
    if (permission !== this.term || this.state === 'open') return;
    this.window.record(now, isFailure, duration > this.settings.slowAfter);
    this.judge(now);
  }

  /** A call that was let through will have no outcome: another probe may take its place. */
  release(permission: number): void {
    if (permission === this.term && this.state === 'half-open') this.probesLeft++;
  }

  /** No call that is out will have an outcome. */
  forget(): void {
    if (this.state === 'half-open') this.probesLeft = this.settings.probes - this.window.total;
  }

  private judge(now: number): void {
    const { failureRate, slowRate, minimumCalls, probes } = this.settings;
    const { total, failed, slow } = this.window;
    const isProbing = this.state === 'half-open';
    if (total < (isProbing ? Math.min(minimumCalls, probes) : this.kind.minimum(this.settings))) return;
    if (failed / total >= failureRate || slow / total >= slowRate) this.open(now);
    else if (isProbing) this.close();
  }

  private open(now: number): void {
    this.openedAt = now;
    this.enter('open');
  }

  private halfOpen(): void {
    this.probesLeft = this.settings.probes;
    this.window = new CountWindow(this.settings.probes);
    this.enter('half-open');
  }

  private close(): void {
    this.window = this.kind.open(this.settings);
    this.enter('closed');
  }

  private enter(state: BreakerState): void {
    this.term++;
    this.state = state;
    this.changed(state);
  }
}
