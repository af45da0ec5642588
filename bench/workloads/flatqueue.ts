import FlatQueue from 'flatqueue';
import { stream } from '../../sim-core/random/generator.ts';
import { standardExponential } from '../../sim-core/random/ziggurat.ts';
import type { Workload } from './measured.ts';

/** W3 on the binary heap of npm's flatqueue, which orders by time only and has no cancellation. */
export function hold(pending: number): Workload {
  return (units) => {
    const luck = stream(1, 'hold');
    const queue = new FlatQueue<number>();
    for (let i = 0; i < pending; i++) queue.push(i, standardExponential(luck));
    const step = (steps: number): void => {
      for (let i = 0; i < steps; i++) {
        const time = queue.peekValue()!;
        queue.push(queue.pop()!, time + standardExponential(luck));
      }
    };
    step(2 * pending);
    const begin = queue.peekValue()!;
    return () => {
      step(units);
      const result = ((queue.peekValue()! - begin) * pending) / units;
      return { units, events: units, peak: pending, result };
    };
  };
}
