import { assert } from '../kernel/assert.ts';
import { squaredVariation, type Distribution } from './distribution.ts';

/**
 * Measured values, each as likely as the next. With `interpolate`, draws also fall between neighbours of the
 * sorted list (its quantile function made of straight lines), so they take more values than were measured,
 * but never leave their range.
 */
export function empirical(values: readonly number[], { interpolate = false } = {}): Distribution {
  assert(values.length > 0, 'empirical needs at least one value');
  assert(values.every(Number.isFinite), 'empirical needs finite values');
  return interpolate && values.length > 1 ? interpolated(values) : listed(values);
}

function listed(list: readonly number[]): Distribution {
  const values = Float64Array.from(list);
  const mean = average(values.length, (i) => values[i]);
  const variance = average(values.length, (i) => (values[i] - mean) * (values[i] - mean));
  return {
    kind: 'empirical',
    mean,
    scv: squaredVariation(mean, variance),
    sample: (random) => values[random.int(values.length)],
  };
}

function interpolated(list: readonly number[]): Distribution {
  const values = Float64Array.from(list).sort();
  const steps = values.length - 1;
  const mean = average(steps, (i) => (values[i] + values[i + 1]) / 2);
  const variance = average(steps, (i) => {
    const low = values[i] - mean;
    const high = values[i + 1] - mean;
    return (low * low + low * high + high * high) / 3;
  });
  return {
    kind: 'empirical',
    mean,
    scv: squaredVariation(mean, variance),
    sample: (random) => {
      const place = random.double() * steps;
      const i = Math.floor(place);
      return values[i] + (place - i) * (values[i + 1] - values[i]);
    },
  };
}

function average(n: number, term: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += term(i);
  return sum / n;
}
