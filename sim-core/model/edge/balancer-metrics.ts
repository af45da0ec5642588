import type { Component } from '../../kernel/component.ts';
import type { Admission } from '../admission/admission.ts';
import { admissionMetrics } from '../admission/admission-metrics.ts';
import type { Metric } from '../define.ts';
import { nicMetrics } from '../network/nic-metrics.ts';
import type { Nic } from '../network/nic.ts';

/** What a balancer counts. */
export interface BalancerFigures extends Component {
  readonly forwarded: number;
  readonly answered: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly retried: number;
  readonly ejected: number;
  readonly held: number;
  readonly connectionsOpened: number;
  readonly checksSent: number;
  readonly nic: Nic | null;
  readonly admission: Admission | null;
  /** Integral over time of the requests that wait. */
  queueArea(now: number): number;
}

export const metrics: readonly Metric<BalancerFigures>[] = [
  {
    name: 'forwarded',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests received.',
    read: (lb) => lb.forwarded,
  },
  {
    name: 'answered',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests answered well.',
    read: (lb) => lb.answered,
  },
  {
    name: 'failed',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests answered badly.',
    read: (lb) => lb.failed,
  },
  {
    name: 'cancelled',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests that whoever had asked cancelled.',
    read: (lb) => lb.cancelled,
  },
  {
    name: 'retried',
    kind: 'counter',
    unit: 'requests',
    help: 'Times another backend was tried.',
    read: (lb) => lb.retried,
  },
  {
    name: 'ejected',
    kind: 'counter',
    unit: '',
    help: 'Times a backend was taken out of rotation.',
    read: (lb) => lb.ejected,
  },
  {
    name: 'held',
    kind: 'gauge',
    unit: 'requests',
    help: 'Requests that wait for a backend’s answer.',
    read: (lb) => lb.held,
  },
  {
    name: 'queueLength',
    kind: 'area',
    unit: 'requests',
    help: 'Requests that wait here for a backend to have room.',
    read: (lb, now) => lb.queueArea(now),
  },
  {
    name: 'opened',
    kind: 'counter',
    unit: '',
    help: 'Connections opened to backends.',
    read: (lb) => lb.connectionsOpened,
  },
  {
    name: 'checked',
    kind: 'counter',
    unit: '',
    help: 'Health checks sent.',
    read: (lb) => lb.checksSent,
  },
  ...admissionMetrics,
  ...nicMetrics,
];
