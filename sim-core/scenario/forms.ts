import * as z from 'zod';
import type { Kind } from '../model/define.ts';
import { fieldInfo, inner, type Choice, type FieldInfo } from '../model/fields.ts';
import { formatQuantity, isBareAllowed, type Dimension } from '../model/units.ts';
import type { Distribution } from '../random/distributions.ts';

export type FormType = FieldInfo['type'] | 'either';

/** One setting as a form, a help page or a listing shows it. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly type: FormType;
  /** True when a node without it is not complete. */
  readonly required: boolean;
  /** As a person would write it; null when there is none, or no short way to write it. */
  readonly default: unknown;
  /** Bounds in engine units, both included; null for none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly examples: readonly string[];
  /** Names to choose from, for `choice` and `flag`. */
  readonly choices: readonly Choice[];
  /** True when it may change while a run goes on. */
  readonly live: boolean;
  /** Settings inside, for `group` and lists of groups; forms to choose from, for `either`. */
  readonly fields: readonly FormField[];
}

/** The settings of a kind, in the order in which they are declared. */
export function formOf({ params, live }: Pick<Kind, 'params' | 'live'>): FormField[] {
  return fieldsOf(params.shape, live);
}

function fieldsOf(shape: Readonly<Record<string, z.core.$ZodType>>, live: readonly string[]): FormField[] {
  return Object.entries(shape).map(([name, schema]) => fieldOf(name, schema, live.includes(name)));
}

function fieldOf(name: string, schema: z.core.$ZodType, live: boolean): FormField {
  const info = infoOf(schema);
  const core = unwrap(schema);
  return {
    name,
    label: info.label ?? name,
    help: info.help ?? '',
    type: info.type ?? typeOf(core),
    required: isRequired(schema),
    default: defaultOf(schema) ?? null,
    min: info.min ?? null,
    max: info.max ?? null,
    examples: info.examples ?? [],
    choices: info.choices ?? choicesOf(core),
    live,
    fields: insideOf(core, live),
  };
}

/** What the field helpers know of a schema, and what `.meta({ label, help })` says, the outermost first. */
function infoOf(schema: z.core.$ZodType): Partial<FieldInfo> {
  const info: { -readonly [K in keyof FieldInfo]?: FieldInfo[K] } = { ...fieldInfo(schema) };
  for (let at: z.core.$ZodType | undefined = schema; at !== undefined; at = inner(at)) {
    const meta = z.globalRegistry.get(at) as { label?: string; help?: string } | undefined;
    if (meta?.label === undefined) continue;
    return { ...info, label: meta.label, help: meta.help ?? info.help };
  }
  return info;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const inside = inner(schema);
  return inside === undefined ? schema : unwrap(inside);
}

function isRequired(schema: z.core.$ZodType): boolean {
  for (let at: z.core.$ZodType | undefined = schema; at !== undefined; at = inner(at)) {
    const { type } = at._zod.def;
    if (type === 'default' || type === 'prefault' || type === 'optional') return false;
  }
  return true;
}

function defaultOf(schema: z.core.$ZodType): unknown {
  for (let at: z.core.$ZodType | undefined = schema; at !== undefined; at = inner(at)) {
    const def = at._zod.def as { type: string; defaultValue?: unknown };
    if (def.type === 'prefault') return def.defaultValue;
    if (def.type === 'default') return written(at, def.defaultValue);
  }
  return undefined;
}

/** A value in engine units as a person would write it; undefined when there is no short way. */
export function written(schema: z.core.$ZodType, value: unknown): unknown {
  const type = fieldInfo(schema)?.type;
  if (typeof value === 'number' && isDimension(type)) return writtenNumber(type, value);
  if (isDistribution(value)) return writtenDistribution(value, type);
  return holdsDistribution(value) ? undefined : value;
}

const DIMENSIONS: ReadonlySet<string | undefined> = new Set<Dimension>([
  'duration',
  'rate',
  'bytes',
  'bandwidth',
  'share',
  'count',
  'number',
]);

function isDimension(type: string | undefined): type is Dimension {
  return DIMENSIONS.has(type);
}

function writtenNumber(dimension: Dimension, value: number): string | number | undefined {
  if (!Number.isFinite(value)) return undefined;
  return isBareAllowed(dimension) && dimension !== 'share' ? value : formatQuantity(dimension, value);
}

function isDistribution(value: unknown): value is Distribution {
  return typeof value === 'object' && value !== null && 'sample' in value && 'mean' in value;
}

function holdsDistribution(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isDistribution(value) || Object.values(value).some(holdsDistribution);
}

function writtenDistribution(
  { kind, mean }: Distribution,
  type: FieldInfo['type'] | undefined,
): string | undefined {
  if (type === 'keys') return kind === 'constant' ? 'one' : undefined;
  const text = formatQuantity(type === 'bytes-distribution' ? 'bytes' : 'duration', mean);
  return kind === 'constant' ? text : kind === 'exponential' ? `exponential ${text}` : undefined;
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly options?: readonly z.core.$ZodType[];
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly entries?: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, FormType>> = {
  object: 'group',
  record: 'named',
  array: 'list',
  union: 'either',
  enum: 'choice',
  literal: 'choice',
  boolean: 'flag',
  number: 'number',
};

function typeOf(schema: z.core.$ZodType): FormType {
  return TYPES[schema._zod.def.type] ?? 'text';
}

function choicesOf(schema: z.core.$ZodType): Choice[] {
  const { entries } = schema._zod.def as unknown as Definition;
  return Object.values(entries ?? {}).map((name) => ({ name, summary: '' }));
}

function insideOf(schema: z.core.$ZodType, live: boolean): FormField[] {
  const { shape, options, element, valueType } = schema._zod.def as unknown as Definition;
  if (shape !== undefined) return Object.entries(shape).map(([name, field]) => fieldOf(name, field, live));
  if (options !== undefined) return options.map((option, i) => fieldOf(String(i + 1), option, live));
  const item = element ?? valueType;
  return item === undefined ? [] : [fieldOf('item', item, live)];
}
