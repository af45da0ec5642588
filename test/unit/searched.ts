import type { Search } from '../../sim-core/run/experiment/hunt/ddmin.ts';

/** Drives a search with a predicate, and counts what was tried. */
export function searched<T>(
  search: Search<T>,
  willDo: (candidate: T) => boolean,
): { found: T; tried: number } {
  let tried = 0;
  let step = search.next();
  while (step.done !== true) {
    const hit = step.value.findIndex(willDo);
    tried += hit < 0 ? step.value.length : hit + 1;
    step = search.next(hit);
  }
  return { found: step.value, tried };
}
