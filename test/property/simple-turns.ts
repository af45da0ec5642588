import type { Writable } from './writable-view.ts';
import {
  smoothTurnAmong,
  smoothWeights,
  type SmoothWeights,
} from '../../sim-core/policy/balancing/smooth-weights.ts';

/** Round robin and least connections of nginx as one would first write them: every pick looks at everyone. */
export class SimpleTurns {
  private readonly view: Writable;
  private readonly state: SmoothWeights;

  constructor(view: Writable) {
    this.view = view;
    this.state = smoothWeights(view);
  }

  pick(policy: string): number {
    const usable = this.view.usable.flatMap((each, i) => (each === 1 ? [i] : []));
    if (policy === 'round-robin') return this.turn(usable);
    const { inFlight, weights } = this.view;
    const isLess = (x: number, y: number) => inFlight[x] * weights[y] < inFlight[y] * weights[x];
    const least = usable.filter((i) => !usable.some((other) => isLess(other, i)));
    return least.length === 1 ? least[0] : this.turn(least);
  }

  failed(index: number, penalty: number): void {
    this.state.effective[index] = Math.max(0, this.state.effective[index] - penalty);
  }

  reweighted(index: number): void {
    this.state.effective[index] = this.view.weights[index];
  }

  private turn(among: readonly number[]): number {
    this.state.candidates.set(among);
    return smoothTurnAmong(this.view, this.state, among.length);
  }
}
