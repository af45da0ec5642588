declare module 'jstat' {
  interface Quantile {
    inv(p: number, degreesOfFreedom: number): number;
  }
  const jstat: { readonly studentt: Quantile; readonly chisquare: Quantile };
  export default jstat;
}
