/**
 * Version of everything that decides what a run does: engine, mathematics, generators, models. It grows
 * whenever a fingerprint of an unchanged scenario may change.
 */
export const ENGINE = 'brownout-engine 2 / fdlibm log-exp 1 / seedrandom 3.0.5 alea';
