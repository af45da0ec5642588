import * as z from 'zod';
import { bytesGrammar, durationGrammar, parseDistribution, readValues } from './fields-distribution.ts';
import {
  complain,
  describeField,
  field,
  type Choice,
  type Field,
  type FieldInfo,
  type FieldMeta,
  type FileComplaint,
  type Result,
} from './fields-info.ts';
import { parseKeys } from './fields-keys.ts';
import { nearest } from './nearest.ts';
import {
  complaint,
  examplesOf,
  formatQuantity,
  isBareAllowed,
  parseQuantity,
  unitsOf,
  type Dimension,
} from './units.ts';
import type { Distribution } from '../random/distributions.ts';

export {
  complain,
  describeField,
  field,
  fieldInfo,
  inner,
  passOn,
  type Choice,
  type Field,
  type FieldInfo,
  type FieldMeta,
  type FileComplaint,
  type IssueSink,
} from './fields-info.ts';

/** Names of nodes, classes, zones: short, lower case, safe in any file, link and table. */
const ID = /^[a-z][a-z0-9-]{0,62}$/;
const ID_JSON = ID.source;

const FILE = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;

/** Bounds where a field names none: beyond these a simulation makes no sense. Engine units. */
const WIDEST: Record<Dimension, readonly [number, number]> = {
  duration: [0, 366 * 86400],
  rate: [0, 1e9],
  bytes: [0, 1e18],
  bandwidth: [0, 1e15],
  share: [0, 1],
  count: [0, 1e9],
  number: [-1e15, 1e15],
};

/** `250ms`, `3s`, `4min` → seconds. */
export function duration(meta: FieldMeta): Field<number> {
  return quantity('duration', meta);
}

/** `11.6/s`, `5k/s`, `1M/day` → per second. */
export function rate(meta: FieldMeta): Field<number> {
  return quantity('rate', meta);
}

/** `512B`, `1KiB`, `10GB` → bytes. */
export function bytes(meta: FieldMeta): Field<number> {
  return quantity('bytes', meta);
}

/** `10Gbit/s`, `100MB/s` → bytes per second. */
export function bandwidth(meta: FieldMeta): Field<number> {
  return quantity('bandwidth', meta);
}

/** `80%` or 0.8 → 0 … 1. */
export function share(meta: FieldMeta): Field<number> {
  return quantity('share', meta);
}

/** 5, `100k` → a whole number. */
export function count(meta: FieldMeta): Field<number> {
  return quantity('count', meta);
}

/** A number without a unit. */
export function plain(meta: FieldMeta): Field<number> {
  return quantity('number', meta);
}

/** `250ms`, `exponential 500ms`, `lognormal p50 20ms p99 120ms`, `{ values: [1ms, 4ms] }` … → seconds. */
export function durationDistribution(meta: FieldMeta): Field<Distribution> {
  return distribution('duration-distribution', meta);
}

/** `4KiB`, `lognormal p50 2kB p99 1MB` … → bytes. */
export function bytesDistribution(meta: FieldMeta): Field<Distribution> {
  return distribution('bytes-distribution', meta);
}

/** `zipf 1.1 of 100k`, `uniform of 100k`, `one` → integers 0 … n−1. */
export function keys(meta: FieldMeta): Field<Distribution> {
  const examples = meta.examples ?? ['zipf 1.1 of 100k', 'uniform of 100k', 'one'];
  const pattern = '^(one|uniform of \\S+|zipf \\S+ of \\S+)$';
  return field({ ...meta, type: 'keys', examples }, { type: 'string', pattern, examples }, parseKeys);
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

/** Id of another node. Whether there is such a node is checked when the whole document is known. */
export function nodeId(meta: FieldMeta): Field<string> {
  return idField({ ...meta, type: 'node' });
}

/** One entry of a registry, by name. */
export function oneOf<const T extends readonly Choice[]>(
  table: T,
  meta: FieldMeta,
): Field<T[number]['name']> {
  const names = table.map(({ name }) => name);
  const choices = table.map(({ name, summary }) => ({ name, summary }));
  const json = { enum: names };
  return field<T[number]['name']>({ ...meta, type: 'choice', choices }, json, (input) => {
    if (typeof input === 'string' && names.includes(input)) return { value: input };
    const near = typeof input === 'string' ? nearest(input, names) : null;
    return complaint('unknown-choice', { value: shown(input), choices: names.join(', ') }, near);
  });
}

/** Free text for people. @param meta `max` is the greatest number of characters, 200 when it is not given. */
export function text(meta: FieldMeta): Field<string> {
  const max = meta.max ?? 200;
  return field<string>(
    { ...meta, type: 'text' },
    { type: 'string', maxLength: max },
    (input): Result<string> => {
      if (typeof input !== 'string') return { code: 'not-a-text', data: { value: shown(input) } };
      if (input.length > max) return { code: 'text-too-long', data: { max, length: input.length } };
      return { value: input };
    },
  );
}

/**
 * Plain name of a file that stands beside the scenario: no folders, so that a document can't reach elsewhere.
 * @param inspect says what is wrong with the file's contents, or null.
 */
export function fileName(
  meta: FieldMeta,
  inspect: (contents: string) => FileComplaint | null,
): Field<string> {
  return field<string>(
    { ...meta, type: 'file', inspect },
    { type: 'string', pattern: FILE.source },
    (input) => {
      if (isFileName(input)) return { value: input };
      return { code: 'not-a-file-name', data: { value: shown(input) } };
    },
  );
}

export function isFileName(value: unknown): value is string {
  return typeof value === 'string' && FILE.test(value);
}

/** `true` or `false`. */
export function flag(meta: FieldMeta): z.ZodType<boolean, boolean> {
  const schema = field<boolean>({ ...meta, type: 'flag' }, { type: 'boolean' }, (input) => {
    if (typeof input === 'boolean') return { value: input };
    const word = String(input).toLowerCase();
    const suggestion = ['no', 'off', 'n', '0', 'false'].includes(word) ? 'false' : 'true';
    return { code: 'not-a-flag', data: { value: shown(input), suggestion } };
  });
  return schema as unknown as z.ZodType<boolean, boolean>;
}

/** A map with these settings and no others. */
export function group<S extends z.core.$ZodLooseShape>(
  shape: S,
  meta: FieldMeta,
): z.ZodObject<S, z.core.$strict> {
  return describeField(z.strictObject(shape), { ...meta, type: 'group' });
}

/** A list. @param meta `max` is the greatest number of items, 1,000 when it is not given; `min` the least. */
export function list<S extends z.ZodType>(item: S, meta: FieldMeta): z.ZodArray<S> {
  const schema = z
    .array(item)
    .min(meta.min ?? 0)
    .max(meta.max ?? 1000);
  return describeField(schema, { ...meta, type: 'list' });
}

/** A map from names of the user's choice to `value`. @param meta `min` and `max` bound the number of entries; at most 100 when not given. */
export function named<S extends z.ZodType>(
  value: S,
  meta: FieldMeta,
): z.ZodRecord<z.ZodType<string, string>, S> {
  const max = meta.max ?? 100;
  const schema = z.record(z.string().regex(ID), value).superRefine((entries, context) => {
    const size = Object.keys(entries).length;
    if (size > max) complain(context, { code: 'too-many-entries', data: { max, size } });
    if (size < (meta.min ?? 0))
      complain(context, { code: 'too-few-entries', data: { min: meta.min ?? 0, size } });
  });
  return describeField(
    schema,
    { ...meta, type: 'named' },
    { propertyNames: { pattern: ID_JSON }, maxProperties: max },
  );
}

function quantity(dimension: Dimension, meta: FieldMeta): Field<number> {
  const [least, most] = WIDEST[dimension];
  const { min = least, max = most } = meta;
  const examples = meta.examples ?? examplesOf(dimension);
  const info: FieldInfo = { ...meta, min, max, examples, type: dimension };
  return field(info, quantityJson(dimension, min, max, examples), (input) => {
    const value = parseQuantity(dimension, input, meta.unit);
    if (typeof value !== 'number') return value;
    if (dimension === 'count' && value !== Math.floor(value))
      return { code: 'not-whole', data: { value: shown(input) } };
    return checkRange(dimension, value, min, max, input) ?? { value };
  });
}

function checkRange(dimension: Dimension, value: number, min: number, max: number, input: unknown) {
  if (value >= min && value <= max) return null;
  if (dimension === 'share' && value > 1 && value <= 100 && typeof input === 'number') {
    return { code: 'share-without-percent', data: { value: shown(input), suggestion: `${value}%` } };
  }
  const bounds = { min: formatQuantity(dimension, min), max: formatQuantity(dimension, max) };
  const suggestion = value < min ? bounds.min : bounds.max;
  return {
    code: value < min ? 'too-small' : 'too-large',
    data: { value: shown(input), ...bounds, suggestion },
  };
}

function quantityJson(dimension: Dimension, min: number, max: number, examples: readonly string[]): object {
  const units = unitsOf(dimension).map((name) => name.replace('/', '\\/'));
  const bare = isBareAllowed(dimension);
  const number = '[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?';
  const pattern = `^${number}(${units.join('|')})${bare ? '?' : ''}$`;
  const asNumber = bare
    ? { type: dimension === 'count' ? 'integer' : 'number', minimum: min, maximum: max }
    : { const: 0 };
  const asText = { type: 'string', pattern };
  if (dimension === 'number') return { ...asNumber, examples: examples.map(Number) };
  return { anyOf: bare || min <= 0 ? [asText, asNumber] : [asText], examples };
}

function distribution(
  type: 'duration-distribution' | 'bytes-distribution',
  meta: FieldMeta,
): Field<Distribution> {
  const grammar = type === 'duration-distribution' ? durationGrammar : bytesGrammar;
  const examples = meta.examples ?? grammar.examples;
  const values = { type: 'array', minItems: 1, items: { type: ['string', 'number'] } };
  const json = {
    anyOf: [
      { type: 'string' },
      { const: 0 },
      { type: 'object', properties: { values }, required: ['values'], additionalProperties: false },
    ],
    examples,
  };
  return field({ ...meta, type, examples }, json, (input) =>
    typeof input === 'object' && input !== null
      ? readValues(grammar, input)
      : parseDistribution(grammar, input, meta),
  );
}

function idField(info: FieldInfo): Field<string> {
  return field<string>(info, { type: 'string', pattern: ID_JSON }, (input) => {
    if (isId(input)) return { value: input };
    return { code: 'not-an-id', data: { value: shown(input) } };
  });
}

/** A value as a short text for a message. */
function shown(input: unknown): string {
  const text = typeof input === 'string' ? input : (JSON.stringify(input) ?? String(input));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
