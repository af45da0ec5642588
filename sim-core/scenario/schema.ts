import * as z from 'zod';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import type { Kind } from '../model/define.ts';
import { count, duration, field, group, list, named, nodeId, text } from '../model/fields.ts';
import { parseQuantity } from '../model/units.ts';
import { kinds } from './catalog.ts';
import { parseObjective, type Objective } from './expect.ts';
import { faultEntry } from './fault-entry.ts';
import { networkSchema } from './network.ts';

/** What a scenario may hold. Products of these are what a run has to carry. */
export const SCENARIO_LIMITS = {
  nodes: 500,
  /** Replicas over all nodes. */
  instances: 20_000,
  /** Instances times metrics: columns of the time series. */
  columns: 200_000,
  faults: 1_000,
  /** Times that one random fault is expected to strike. */
  strikes: 100_000,
  /** Simulated seconds, 31 days: the fingerprint keeps a mark for each. */
  duration: 31 * 86_400,
  objectives: 200,
  zones: 100,
} as const;

/** Settings that every node has beside its kind's own. */
const placement = {
  zone: nodeId({
    label: 'Zone',
    help: 'Where all its instances stand; one of `zones` at the top.',
  }).optional(),
  zones: list(nodeId({ label: 'Zone', help: 'One of `zones` at the top.' }), {
    label: 'Zones',
    help: 'Its replicas are spread over these in turn.',
    min: 1,
    max: SCENARIO_LIMITS.zones,
  }).optional(),
};

export const PLACEMENT_KEYS: readonly string[] = Object.keys(placement);

/** A node's whole schema: its kind's settings, its kind's name, and where it stands. */
export const nodeSchemas: ReadonlyMap<string, z.ZodObject> = new Map(
  kinds.map((kind) => [kind.kind, nodeSchema(kind)]),
);

function nodeSchema({ kind, params, summary }: Kind): z.ZodObject {
  const own = { kind: z.literal(kind).meta({ title: 'Kind', description: summary }), ...placement };
  return (params.safeExtend(own) as z.ZodObject)
    .strict()
    .meta({ title: kind, description: summary, id: kind });
}

const warmup = field<number | 'auto' | 'none'>(
  {
    type: 'duration',
    label: 'Warm-up',
    help: 'Left out of the figures: `auto` finds it (MSER-5), `none`, or a time.',
  },
  { anyOf: [{ type: 'string' }, { const: 0 }], examples: ['auto', 'none', '10s'] },
  (input) => {
    if (input === 'auto' || input === 'none') return { value: input };
    const seconds = parseQuantity('duration', input, 's');
    if (typeof seconds !== 'number')
      return seconds.code === 'no-unit' ? seconds : { code: 'not-a-warmup', data: {} };
    return seconds >= 0 ? { value: seconds } : { code: 'not-a-warmup', data: {} };
  },
);

const objective = field<Objective>(
  { type: 'text', label: 'Objective', help: 'Something that must hold: `client.p99 < 200ms after 30s`.' },
  {
    type: 'string',
    examples: ['client.p99 < 200ms after 30s', 'orders.lostWrites == 0', 'client.availability > 99.9%'],
  },
  parseObjective,
);

function limit(label: string, help: string, max: number) {
  return count({ label, help, min: 1, max }).optional();
}

const limits = group(
  {
    events: limit('Events', 'Events in the whole run.', 1e12),
    pendingEvents: limit('Pending events', 'Events waiting at one time.', DEFAULT_LIMITS.pendingEvents * 4),
    liveRequests: limit('Live requests', 'Requests open at one time.', DEFAULT_LIMITS.liveRequests * 4),
    sameInstant: limit('Same instant', 'Events without the clock moving.', 1e9),
  },
  { label: 'Limits', help: 'Where a run stops, saying which limit it met. Seldom needed.' },
);

const node =
  nodeSchemas.size === 0 ? z.never() : z.discriminatedUnion('kind', [...nodeSchemas.values()] as never);

/** The one schema: types, validation, JSON Schema, forms and docs come from it. */
export const documentSchema = z.strictObject({
  $schema: z
    .string()
    .max(500)
    .optional()
    .meta({ title: 'Schema', description: 'For editors; has no effect.' }),
  brownout: z.literal(1).meta({ title: 'Version', description: 'Version of the document format: 1.' }),
  title: text({ label: 'Title', help: 'A few words.', max: 120 }).default('Untitled scenario'),
  story: text({
    label: 'Story',
    help: 'What happens and what to look at, in Markdown.',
    max: 20_000,
  }).default(''),
  duration: duration({
    label: 'Duration',
    help: 'How long the run lasts, in simulated time.',
    min: 0.001,
    max: SCENARIO_LIMITS.duration,
    unit: 's',
  }).default(60),
  warmup: warmup.default('auto'),
  seed: count({
    label: 'Seed',
    help: 'All luck of a run comes from it.',
    max: Number.MAX_SAFE_INTEGER,
  }).default(1),
  zones: list(nodeId({ label: 'Zone', help: 'Name of a zone.' }), {
    label: 'Zones',
    help: 'Places that fail together: availability zones, racks, regions.',
    max: SCENARIO_LIMITS.zones,
  }).default([]),
  nodes: named(node, {
    label: 'Nodes',
    help: 'The parts of the system by their ids.',
    min: 1,
    max: SCENARIO_LIMITS.nodes,
  }),
  network: networkSchema.optional(),
  faults: list(faultEntry, {
    label: 'Faults',
    help: 'What goes wrong, and when.',
    max: SCENARIO_LIMITS.faults,
  }).default([]),
  expect: list(objective, {
    label: 'Objectives',
    help: 'What must hold.',
    max: SCENARIO_LIMITS.objectives,
  }).default([]),
  limits: limits.default({}),
});

/** Names of the sections at the top. */
export const documentKeys: readonly string[] = Object.keys(documentSchema.shape);

export type ScenarioDocument = Omit<z.output<typeof documentSchema>, 'nodes'> & {
  readonly nodes: Readonly<Record<string, NodeSection>>;
};

/** A node as its schema gives it: the kind's settings in engine units, and where it stands. */
export type NodeSection = Readonly<Record<string, unknown>> & {
  readonly kind: string;
  readonly zone?: string;
  readonly zones?: readonly string[];
};
