const GOLDEN = (Math.sqrt(5) - 1) / 2;
const STEPS = 120;

/** Where a function with one peak between `low` and `high` is highest, to within `fine`: golden section (Kiefer 1953). */
export function highestAt(f: (x: number) => number, low: number, high: number, fine: number): number {
  let [a, b] = [low, high];
  let [x, y] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
  let [fx, fy] = [f(x), f(y)];
  for (let i = 0; i < STEPS && b - a > fine; i++) {
    if (fx > fy) {
      [b, y, fy] = [y, x, fx];
      x = b - GOLDEN * (b - a);
      fx = f(x);
    } else {
      [a, x, fx] = [x, y, fy];
      y = a + GOLDEN * (b - a);
      fy = f(y);
    }
  }
  return (a + b) / 2;
}

/** Where a rising function crosses zero between `low` and `high`; the nearer end if it does not. */
export function zeroOf(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  if (f(a) >= 0) return a;
  if (f(b) <= 0) return b;
  for (let i = 0; i < STEPS && b - a > 1e-13 * b; i++) {
    const middle = (a + b) / 2;
    if (f(middle) < 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
