import type { Component } from '../../kernel/component.ts';
import { disciplineNamed } from '../../policy/queueing/index.ts';
import type { Metric } from '../define.ts';
import type { Station } from './station.ts';

interface Queues extends Component {
  readonly station: Pick<Station, 'dropped' | 'timedOut' | 'preempted'>;
}

type Settings = Readonly<Record<string, unknown>>;

const disciplineOf = ({ discipline }: Settings) => disciplineNamed(discipline as string);

/** Figures of the queue that only some servers have: what their discipline and their settings can do. */
export const queueingMetrics: readonly Metric<Queues>[] = [
  {
    name: 'dropped',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests that the queue discipline turned away.',
    isFor: (settings) => {
      const discipline = disciplineOf(settings);
      return discipline.admits !== undefined || discipline.drops !== undefined;
    },
    read: ({ station }) => station.dropped,
  },
  {
    name: 'queueTimeouts',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests that waited for as long as they might.',
    isFor: (settings) => settings.queueTimeout !== undefined || disciplineOf(settings).patience !== undefined,
    read: ({ station }) => station.timedOut,
  },
  {
    name: 'preemptions',
    kind: 'counter',
    unit: '',
    help: 'Times that a request in work gave way to another.',
    isFor: (settings) => disciplineOf(settings).isPreemptive === true,
    read: ({ station }) => station.preempted,
  },
];
