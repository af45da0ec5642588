import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { select } from '../../sim-core/stats/select.ts';

const numbers = fc.oneof(
  fc.array(fc.double({ noNaN: true, min: 0 }), { minLength: 1, maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 200 }),
);

describe('selection of ranks', () => {
  it('gives what sorting gives, rank after rank', () => {
    fc.assert(
      fc.property(numbers, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (values, wishes) => {
        const sorted = Float64Array.from(values).sort();
        const ranks = wishes.map((wish) => wish % values.length).toSorted((a, b) => a - b);
        const mixed = Float64Array.from(values);
        ranks.forEach((k, i) => expect(select(mixed, k, i === 0 ? 0 : ranks[i - 1])).toBe(sorted[k]));
        expect(mixed.toSorted()).toEqual(sorted);
      }),
    );
  });

  it('puts the others on their sides', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (values, wish) => {
        const mixed = Float64Array.from(values);
        const k = wish % values.length;
        const found = select(mixed, k);
        expect(mixed.every((value, i) => (i < k ? value <= found : value >= found || i === k))).toBe(true);
      }),
    );
  });
});
