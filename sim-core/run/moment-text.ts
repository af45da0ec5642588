import { CAUSE_NAMES } from './recovery/recovery-text.ts';
import type { CauseKind } from './recovery/causes.ts';
import type { Moment } from '../model/moments.ts';

type Sentence = (node: string, data: Moment['data']) => string;

const SENTENCES: Readonly<Record<Moment['kind'], Sentence>> = {
  'first-drop': (node) => `${node} turned the first request away.`,
  'queue-growing': (node, { requests }) => `The queue at ${node} is growing: ${requests} wait.`,
  'queue-drained': (node, { requests }) => `The queue at ${node} is gone; it had reached ${requests}.`,
  'node-down': (node) => `${node} is down.`,
  'node-up': (node) => `${node} is up again.`,
  'leader-lost': (node, { reason }) => `${node} lost its leader (${LOST[String(reason)] ?? reason}).`,
  'leader-elected': (node, { leader, seconds }) =>
    `Clients of ${node} know the new leader ${leader}, ${round(seconds)} s after the old one was lost.`,
  'writes-lost': (node, { writes, total }) =>
    `${node} lost ${writes} acknowledged ${writes === 1 ? 'write' : 'writes'} (${total} in all).`,
  'jobs-lost': (node, { jobs }) => `${node} lost ${jobs} ${jobs === 1 ? 'job' : 'jobs'} with its crash.`,
  'first-dead-letter': (node) => `${node} gave up the first job: it had been handed out too often.`,
  'fault-began': (_node, { text }) => `Fault: ${text}.`,
  'fault-ended': (_node, { text }) => `The fault is over: ${text}.`,
  intervention: (_node, { text }) => `You: ${text}.`,
  'backend-ejected': (node, { backend }) => `${node} takes ${backend} out of rotation.`,
  'backend-restored': (node, { backend }) => `${node} has ${backend} back in rotation.`,
  'storage-full': (node) => `The disk of ${node} is full.`,
  'out-of-memory': (node, { used, limit }) =>
    `${node} is killed: it uses ${used} of memory and may use ${limit}.`,
  'scaled-out': (node, { from, to }) => `${node} scales out from ${from} to ${to} replicas.`,
  'scaled-in': (node, { from, to }) => `${node} scales in from ${from} to ${to} replicas.`,
  'circuit-opened': (node, { target }) => `${node} opens its circuit to ${target}.`,
  'circuit-half-open': (node, { target }) => `${node} probes ${target}.`,
  'circuit-closed': (node, { target }) => `${node} closes its circuit to ${target}.`,
  'retry-budget-spent': (node, { target }) => `${node} has no budget left for retries at ${target}.`,
  'objective-broken': (_node, { text, measured }) => `Objective broken: ${text} (now ${round(measured)}).`,
  'objective-met': (_node, { text, measured }) => `Objective met again: ${text} (now ${round(measured)}).`,
  recovered: (node, { seconds }) => `${node} is well again after ${round(seconds)} s of failures.`,
  returned: (_node, { seconds }) => `All is as before the fault, ${round(seconds)} s after its end.`,
  stuck: (node, { seconds }) => `${node}: not as before, ${round(seconds)} s after the fault.`,
  metastable: (node, { seconds, cause }) =>
    `Metastable: ${round(seconds)} s after the last fault ended the trouble goes on at ${node} by itself (${causeNames(String(cause))}).`,
  'limit-hit': (_node, { limit, value, busiest }) =>
    `Stopped: the limit “${limit}” of ${value} was met. Busiest: ${busiest}.`,
};

const LOST: Readonly<Record<string, string>> = {
  down: 'it is down',
  'later-term': 'another one was elected',
  'lost-majority': 'it no longer reached a majority',
};

/** The English sentence of a moment. The page has its own catalogs. */
export function momentText({ kind, node, data }: Moment): string {
  return SENTENCES[kind](node, data);
}

/** The kinds of cause that a moment names, with commas between. */
function causeNames(kinds: string): string {
  return kinds
    .split(', ')
    .map((kind) => CAUSE_NAMES[kind as CauseKind])
    .join(', ');
}

/** Three significant digits, without a function that differs between engines. */
function round(value: number | string): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(3))) : value;
}
