/** The package types its index only; this is the one generator of it that is loaded. */
declare module 'seedrandom/lib/alea.js' {
  import type { PRNG } from 'seedrandom';
  const alea: (seed: string) => PRNG;
  export default alea;
}
