/** The package types its index only; this is the one generator of it that is loaded. */
declare module 'seedrandom/lib/alea.js' {
  import type { PRNG } from 'seedrandom';
  /** All that the generator remembers. */
  interface AleaState {
    readonly c: number;
    readonly s0: number;
    readonly s1: number;
    readonly s2: number;
  }
  const alea: (seed: string, options?: { state: true }) => PRNG & { state(): AleaState };
  export default alea;
}
