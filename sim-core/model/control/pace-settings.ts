import * as z from 'zod';
import { count, duration, group, list, oneOf } from '../fields.ts';

const TYPES = [
  { name: 'replicas', summary: 'So many replicas within the period.' },
  { name: 'percent', summary: 'So many percent of the replicas within the period.' },
] as const;

const SELECT = [
  { name: 'max', summary: 'Of several limits the one that allows most.' },
  { name: 'min', summary: 'Of several limits the one that allows least.' },
  { name: 'disabled', summary: 'No change in this direction at all.' },
] as const;

const policy = z.strictObject({
  type: oneOf(TYPES, { label: 'Type', help: 'What the value counts.' }),
  value: count({ label: 'Value', help: 'Replicas, or percent of them.', min: 1, max: 1_000_000 }),
  period: duration({
    label: 'Period',
    help: 'Time within which so much may change.',
    min: 1,
    max: 1800,
  }),
});

interface Written {
  readonly type: (typeof TYPES)[number]['name'];
  readonly value: number;
  readonly period: string;
}

function pace(label: string, help: string, window: number, policies: Written[]) {
  return group(
    {
      window: duration({
        label: 'Stabilisation window',
        help: 'How far back it looks at what it wanted; the most careful of it counts.',
        min: 0,
        max: 3600,
      }).default(window),
      select: oneOf(SELECT, { label: 'Select', help: 'Which of several limits holds.' }).default('max'),
      policies: list(policy, {
        label: 'Limits',
        help: 'How much may change within a while.',
        max: 10,
      }).prefault(policies),
    },
    { label, help },
  ).prefault({});
}

/** `behavior` of Kubernetes' HPA, with its defaults. */
export const paces = {
  scaleOut: pace('Scale-out pace', 'How fast it may grow, by Kubernetes’ rules.', 0, [
    { type: 'replicas', value: 4, period: '15s' },
    { type: 'percent', value: 100, period: '15s' },
  ]),
  scaleIn: pace('Scale-in pace', 'How fast it may shrink, by Kubernetes’ rules.', 300, [
    { type: 'percent', value: 100, period: '15s' },
  ]),
};
