import type { Cause, CauseKind } from './causes.ts';

type Sentence = (node: string, data: Cause['data']) => string;

const SENTENCES: Readonly<Record<CauseKind, Sentence>> = {
  retries: (node, { times, usual, share }) =>
    `Retries: ${node} sends ${round(times)} attempts per request (${round(usual)} before), and ${percent(share)} of its requests are answered usefully.`,
  'call-retries': (node, { times, usual }) =>
    `Retries: ${node} makes ${round(times)} attempts at each of its calls (${round(usual)} before).`,
  'abandoned-queue': (node, { requests, share }) =>
    `Abandoned work: of ${requests} requests that wait at ${node}, ${percent(share)} are for callers who have given up.`,
  'late-answers': (node, { share }) => `${percent(share)} of the good answers reach ${node} too late.`,
  leaderless: (node, { share }) =>
    `${percent(share)} of the requests of ${node} fail because nobody leads, or too few replicas acknowledge.`,
  'no-backend': (node, { share }) =>
    `${percent(share)} of the requests of ${node} fail because no backend is in rotation.`,
  saturated: (node, { share }) => `${node} is busy ${percent(share)} of the time.`,
  'more-load': (node, { times }) => `${node} offers ${round(times)} times the load of before the fault.`,
  'still-down': (node, { instances }) =>
    `${instances} ${instances === 1 ? 'instance' : 'instances'} of ${node} ${instances === 1 ? 'is' : 'are'} still down.`,
};

/** In a few words, for moments. */
export const CAUSE_NAMES: Readonly<Record<CauseKind, string>> = {
  retries: 'retries',
  'call-retries': 'retries of calls',
  'abandoned-queue': 'a queue of abandoned work',
  'late-answers': 'answers that come too late',
  leaderless: 'no leader',
  'no-backend': 'no backend in rotation',
  saturated: 'no spare capacity',
  'more-load': 'more load than before',
  'still-down': 'instances still down',
};

/** The English sentence of a cause. The page has its own catalogs. */
export function recoveryText({ kind, node, data }: Cause): string {
  return SENTENCES[kind](node, data);
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function percent(share: number): string {
  return `${round(100 * share)} %`;
}
