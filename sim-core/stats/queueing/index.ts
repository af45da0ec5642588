/** All that theory says about queues here, for tests and for overlays. */
export * from '../queueing-theory.ts';
export * from './arrivals.ts';
export * from './birth-death.ts';
export * from './choices.ts';
export * from './networks.ts';
