const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
const LN2 = 0.6931471805599453;

export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  bits[0] = x;
  let e = ((words[1] >>> 20) & 0x7ff) - 1023;
  words[1] = (words[1] & 0xfffff) | 0x3ff00000;
  let m = bits[0];
  if (m > 1.4142135623730951) {
    m /= 2;
    e++;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let sum = 0;
  for (let k = 25; k >= 1; k -= 2) sum = sum * z + 1 / k;
  return 2 * s * sum + e * LN2;
}

export function exp(x: number): number {
  if (x > 709.78) return Infinity;
  if (x < -745) return 0;
  const k = Math.round(x / LN2);
  const r = x - k * LN2;
  let sum = 1;
  for (let i = 20; i >= 1; i--) sum = 1 + (r * sum) / i;
  let scale = 1;
  const step = k >= 0 ? 2 : 0.5;
  for (let i = 0; i < Math.abs(k); i++) scale *= step;
  return sum * scale;
}

export function pow(x: number, y: number): number {
  return x === 0 ? (y === 0 ? 1 : 0) : exp(y * log(x));
}
