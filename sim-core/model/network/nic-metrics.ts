import type { Component } from '../../kernel/component.ts';
import type { Metric } from '../define.ts';
import type { Nic } from './nic.ts';

/** What may have a network interface. */
export interface Connected extends Component {
  readonly nic: Nic | null;
}

/** Figures of those that have one. */
export const nicMetrics: readonly Metric<Connected>[] = [
  {
    name: 'nicOut',
    kind: 'area',
    unit: 'fraction',
    help: 'Share of its network interface in use for sending.',
    isFor: ({ nic }) => nic !== undefined,
    read: ({ nic }, now) => nic!.outArea(now),
  },
  {
    name: 'nicIn',
    kind: 'area',
    unit: 'fraction',
    help: 'Share of its network interface in use for receiving.',
    isFor: ({ nic }) => nic !== undefined,
    read: ({ nic }, now) => nic!.inArea(now),
  },
];
