import * as z from 'zod';
import { count, duration, field, keys, nodeId, oneOf, share, type Field } from '../fields.ts';
import { callParams, PROTECTION, type CallSettings } from '../calling/call-settings.ts';
import { cancel } from '../calling/cancel-setting.ts';
import type { Distribution } from '../../random/distributions.ts';

/** More calls than one step can have: 16 sorts of up to 1,000. */
export const STEP_CALLS = 1 << 14;
export const MOST_STEPS = 16;

/** How many good answers a step of calls needs, and whether its calls are made one by one. */
export interface Wait {
  /** Infinity: as many as there are calls. */
  readonly need: number;
  readonly isInTurn: boolean;
}

const ALL: Wait = { need: Infinity, isInTurn: false };

const WAITS: ReadonlyMap<string, Wait> = new Map([
  ['all', ALL],
  ['first', { need: 1, isInTurn: false }],
  ['none', { need: 0, isInTurn: false }],
  ['in turn', { need: Infinity, isInTurn: true }],
]);
const QUORUM = /^quorum ([1-9]\d{0,3})$/;

const examples = ['all', 'first', 'quorum 2', 'in turn', 'none'];

const wait: Field<Wait> = field<Wait>(
  {
    label: 'Wait',
    help: 'What ends the step: good answers to all of its calls, to the first, to a number of them (`quorum 2`); `in turn` makes them one by one, `none` sends them and goes on.',
    type: 'text',
    examples,
  },
  { type: 'string', pattern: `^(all|first|none|in turn|${QUORUM.source.slice(1, -1)})$`, examples },
  (input) => {
    const text = String(input).slice(0, 60);
    const need = QUORUM.exec(text)?.[1];
    const known = need === undefined ? WAITS.get(text) : { need: Number(need), isInTurn: false };
    return known === undefined ? { code: 'not-a-wait', data: { value: text } } : { value: known };
  },
);

const WHEN = [
  { name: 'after', summary: 'When the work is done.' },
  { name: 'before', summary: 'Before the request waits for a core.' },
] as const;

const when = oneOf(WHEN, { label: 'When', help: 'Before the server’s own work, or after it.' }).default(
  'after',
);

const { retry, hedge, retryBudget, breaker, throttle } = callParams;
const protection = { retry, hedge, retryBudget, breaker, throttle };

type Protection = Pick<CallSettings, (typeof PROTECTION)[number]>;

const shape = {
  to: nodeId({ label: 'Target', help: 'Node that is called.' }),
  op: z.enum(['read', 'write', 'same']).default('same').meta({
    label: 'Operation',
    help: 'What the call asks of a store; “same” passes on what the request is.',
  }),
  timeout: duration({
    label: 'Timeout',
    help: 'How long the server waits for the answer to each attempt; without it, for ever.',
  }).optional(),
  cancel,
  ...protection,
  times: z
    .union([count({ label: 'Times', help: 'So many calls.', min: 1, max: 1000 }), z.literal('each')])
    .default(1)
    .meta({
      label: 'Times',
      help: 'So many calls of this sort, spread over the target’s replicas in turn; `each`: one to every replica.',
    }),
  share: share({ label: 'Share', help: 'Chance that a call is made at all.' }).default(1),
  key: keys({
    label: 'Key',
    help: 'What each call is about; without it, what the request is about.',
  }).optional(),
};

const call = z.strictObject({ ...shape, wait: wait.optional(), when });

const group = z.strictObject({
  parallel: z.array(z.strictObject(shape)).min(1).max(16).meta({
    label: 'Parallel',
    help: 'Calls that are made at the same time.',
  }),
  wait: wait.optional(),
  when,
});

/** The setting `calls` of a server. */
export const calls = z
  .union([
    nodeId({ label: 'Calls', help: 'Node called after the work, before the answer.' }),
    z.array(z.union([call, group])).max(MOST_STEPS),
  ])
  .default([])
  .meta({
    label: 'Calls',
    help: 'Nodes called step by step; a step is one call, or several at the same time. The core is free while the server waits.',
  });

export type Calls = z.output<typeof calls>;

/** One sort of call. */
export interface Call extends Protection {
  readonly to: string;
  readonly op: 'read' | 'write' | 'same';
  readonly timeout?: number | undefined;
  readonly cancel?: boolean;
  readonly times: number | 'each';
  readonly share: number;
  readonly key?: Distribution;
}

/** Calls that are made together; the next step begins when this one has succeeded. */
export interface Step {
  readonly calls: readonly Call[];
  readonly wait: Wait;
}

export interface CallPlan {
  readonly steps: readonly Step[];
  /** So many of the steps come before the server's own work. */
  readonly before: number;
}

export function callPlan(written: Calls): CallPlan {
  if (typeof written === 'string') {
    const only: Call = { to: written, op: 'same', times: 1, share: 1 };
    return { steps: [{ calls: [only], wait: ALL }], before: 0 };
  }
  const before = written.filter((step) => step.when === 'before');
  const after = written.filter((step) => step.when === 'after');
  const steps = [...before, ...after].map((step) => ({
    calls: 'parallel' in step ? step.parallel : [step],
    wait: step.wait ?? ALL,
  }));
  return { steps, before: before.length };
}

/** All sorts of calls, in the order of the steps. */
export function sortsOf({ steps }: CallPlan): Call[] {
  return steps.flatMap(({ calls: sorts }) => sorts);
}

/** Nodes that are called. */
export function calledNodes(written: Calls): string[] {
  return sortsOf(callPlan(written)).map(({ to }) => to);
}

/** Nodes of whose replicas the calls themselves take turns. */
export function spreadNodes(written: Calls): string[] {
  return sortsOf(callPlan(written))
    .filter(isSpread)
    .map(({ to }) => to);
}

/** A call that is made several times goes to the replicas in turn; one that is made once goes where all go. */
export function isSpread({ times }: Call): boolean {
  return times !== 1;
}

/** Whether it is more than one attempt that is sent as it is. */
export function isProtected(call: Call): boolean {
  return PROTECTION.some((setting) => call[setting] !== undefined);
}

/** How a requester makes such a call. The deadline is the request's own. */
export function settingsOf({ timeout, cancel: tells, ...call }: Call): CallSettings {
  return {
    timeout,
    cancel: tells === true,
    ...Object.fromEntries(PROTECTION.map((name) => [name, call[name]])),
  };
}

/** One call, made for certain and waited for: what needs no book-keeping. */
export function isPlain({ calls: [only, ...others], wait: { need } }: Step): boolean {
  return others.length === 0 && only.times === 1 && only.share === 1 && only.key === undefined && need >= 1;
}
