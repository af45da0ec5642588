import { describe, expect, it } from 'vitest';
import { ForecastError, HoltWinters } from '../../sim-core/policy/scaling/holt-winters.ts';

const factors = { level: 0.5, trend: 0.5, seasonal: 0.5 };

function after(values: readonly number[], isMultiplicative: boolean, smoothing = factors): HoltWinters {
  const model = new HoltWinters(2, isMultiplicative, smoothing);
  for (const value of values) model.observe(value);
  return model;
}

describe('Holt–Winters', () => {
  it('says nothing before a season was seen', () => {
    expect(after([8], false).forecast(1)).toBeNaN();
    expect(after([8, 12], false).forecast(1)).toBe(8);
  });

  it('additive, by hand', () => {
    // Season 1: level 10, trend 0, seasons −2, 2. Then 10: level ½·12 + ½·10 = 11, trend ½·1 = 0.5,
    // season −2 → ½·(10 − 10) + ½·(−2) = −1.
    const model = after([8, 12, 10], false);
    expect(model.forecast(1)).toBe(11 + 0.5 + 2);
    expect(model.forecast(2)).toBe(11 + 1 - 1);
    // Then 15: expected 11.5, level ½·13 + ½·11.5 = 12.25, trend ½·1.25 + ½·0.5 = 0.875,
    // season 2 → ½·(15 − 11.5) + ½·2 = 2.75.
    model.observe(15);
    expect(model.forecast(1)).toBe(12.25 + 0.875 - 1);
    expect(model.forecast(2)).toBe(12.25 + 1.75 + 2.75);
  });

  it('multiplicative, by hand', () => {
    // Season 1: level 10, seasons 0.8, 1.2. Then 10: level ½·12.5 + ½·10 = 11.25, trend 0.625,
    // season 0.8 → ½·1 + ½·0.8 = 0.9.
    const model = after([8, 12, 10], true);
    expect(model.forecast(1)).toBeCloseTo((11.25 + 0.625) * 1.2, 12);
    expect(model.forecast(2)).toBeCloseTo((11.25 + 1.25) * 0.9, 12);
  });

  it('is exact for a pattern that repeats, and never below nothing', () => {
    const pattern = [1, 5, 9, 2];
    for (const isMultiplicative of [false, true]) {
      const model = new HoltWinters(4, isMultiplicative, factors);
      for (let i = 0; i < 40; i++) model.observe(pattern[i % 4]);
      for (let h = 1; h < 9; h++) expect(model.forecast(h)).toBeCloseTo(pattern[(39 + h) % 4], 9);
    }
    expect(after([10, 2, 0, 0, 0, 0], false).forecast(5)).toBe(0);
  });

  it('a season without a request does not break the ratio', () => {
    const model = after([0, 0, 0, 4, 0, 4], true);
    expect(Number.isFinite(model.forecast(1))).toBe(true);
  });
});

it('the error is the mean of the errors’ shares', () => {
  const error = new ForecastError();
  expect(error.value).toBeNaN();
  error.add(90, 100);
  error.add(130, 100);
  error.add(5, 0);
  error.add(NaN, 10);
  expect(error.value).toBeCloseTo(0.2, 12);
});
