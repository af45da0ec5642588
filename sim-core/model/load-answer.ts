import type { Component } from '../kernel/component.ts';

/** A component that answers `LOAD_QUESTION`. */
export interface AnswersProbes extends Component {
  readonly answersProbes: true;
}

export function answersProbes(component: Component): boolean {
  return 'answersProbes' in component;
}

/** The index of the backend shares a word with what is asked, and with its requests in flight in the answer. */
const BACKENDS = 32_768;
const MOST_IN_FLIGHT = 65_535;
/** Utilisation in whole percent and latency in steps of 10 µs share the second word. */
const PERCENTS = 128;
const LATENCY_STEP = 1e-5;
const MOST_LATENCY = 16_777_215;

/** What a balancer asks: which backend it means, and the use of which resource (by its place in `RESOURCES`). */
export function questionWord(index: number, resource: number): number {
  return index + BACKENDS * resource;
}

export function resourceOf(question: number): number {
  return Math.floor(question / BACKENDS);
}

export function firstWord(index: number, inFlight: number): number {
  return index + BACKENDS * Math.min(inFlight, MOST_IN_FLIGHT);
}

export function secondWord(utilisation: number, latency: number): number {
  const steps = Math.min(Math.round(latency / LATENCY_STEP), MOST_LATENCY);
  return Math.round(utilisation * 100) + PERCENTS * steps;
}

export function indexOf(first: number): number {
  return first % BACKENDS;
}

export function inFlightOf(first: number): number {
  return Math.floor(first / BACKENDS);
}

export function utilisationOf(second: number): number {
  return (second % PERCENTS) / 100;
}

export function latencyOf(second: number): number {
  return Math.floor(second / PERCENTS) * LATENCY_STEP;
}
