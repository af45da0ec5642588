import * as z from 'zod';
import type { Complaint } from './units.ts';

// Without code made from text at run time: pages with a strict content security policy forbid it.
z.config({ jitless: true });

/** One entry of a registry that a setting chooses from. */
export interface Choice {
  readonly name: string;
  readonly summary: string;
}

/** What a form, a help page or the JSON Schema says about a setting. English; translations are keyed by kind and name. */
export interface FieldMeta {
  readonly label: string;
  /** One sentence or two, for people who don't know the word. */
  readonly help: string;
  /** Bounds, both included, in engine units (seconds, bytes, per second, 0 … 1). */
  readonly min?: number;
  readonly max?: number;
  /** Unit to propose: `ms` for a setting that is usually milliseconds. */
  readonly unit?: string;
  /** Texts to show as examples; the type has its own when there are none. */
  readonly examples?: readonly string[];
}

export type FieldType =
  | 'duration'
  | 'rate'
  | 'bytes'
  | 'bandwidth'
  | 'share'
  | 'count'
  | 'number'
  | 'duration-distribution'
  | 'bytes-distribution'
  | 'keys'
  | 'node'
  | 'choice'
  | 'text'
  | 'file'
  | 'flag'
  | 'group'
  | 'list'
  | 'named';

/** What is wrong with the contents of a file that a setting names. */
export interface FileComplaint extends Complaint {
  /** Without it an error. */
  readonly severity?: 'warning';
}

export interface FieldInfo extends FieldMeta {
  readonly type: FieldType;
  /** Of a file: looks at its contents. */
  readonly inspect?: (contents: string) => FileComplaint | null;
  readonly choices?: readonly Choice[];
}

/** Where every field that was made by a helper in `fields.ts` keeps what it is. */
const registry = z.registry<FieldInfo>();

/** What a field is, seen through `.default()`, `.optional()` and the like; undefined for a schema made by hand. */
export function fieldInfo(schema: z.core.$ZodType): FieldInfo | undefined {
  for (let at: z.core.$ZodType | undefined = schema; at !== undefined; at = inner(at)) {
    const info = registry.get(at);
    if (info !== undefined) return info;
  }
  return undefined;
}

/** The schema inside a wrapper (`default`, `optional`, `pipe` …), or undefined when it wraps nothing. */
export function inner(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const def = schema._zod.def as { innerType?: z.core.$ZodType; in?: z.core.$ZodType };
  return def.innerType ?? def.in;
}

/** Remembers what a schema is and gives it title, description and further JSON Schema keywords. */
export function describeField<S extends z.ZodType>(schema: S, info: FieldInfo, json: object = {}): S {
  const described = schema.meta({ title: info.label, description: info.help, ...json });
  registry.add(described as never, info);
  return described;
}

/** A schema whose output is `T`. What goes in is text or a number, as people write it. */
export type Field<T> = z.ZodType<T, string | number>;

export type Result<T> = { readonly value: T } | Complaint;

/** Builds a field from a function that reads the written form or says what is wrong with it. */
export function field<T>(info: FieldInfo, json: object, read: (input: unknown) => Result<T>): Field<T> {
  const schema = z.unknown().transform((input, context): T => {
    const result: Result<T> = absence(input) ?? read(input);
    if ('value' in result) return result.value;
    complain(context, result);
    return z.NEVER;
  });
  return describeField(schema as unknown as z.ZodType<T, string | number>, info, json);
}

function absence(input: unknown): Complaint | null {
  if (input === undefined) return { code: 'missing', data: {} };
  return input === null ? { code: 'empty', data: {} } : null;
}

/** What {@link complain} needs of the context that zod gives to `transform`, `refine` and `superRefine`. */
export interface IssueSink {
  readonly issues: z.core.$ZodRawIssue[];
}

/**
 * Reports a complaint from inside a `transform` or `superRefine`. The code and data become a problem with
 * position and wording.
 * @param path below the value being checked, such as `['base']`.
 */
export function complain(
  context: IssueSink,
  { code, data }: Complaint,
  path: (string | number)[] = [],
): void {
  context.issues.push({
    code: 'custom',
    input: undefined,
    message: code,
    params: { complaint: { code, data } },
    path,
  });
}

/** Hands on the issues of a schema that was tried inside a `transform`. */
export function passOn(context: IssueSink, issues: readonly z.core.$ZodIssue[]): void {
  for (const issue of issues) {
    context.issues.push({ ...issue, input: undefined, path: [...issue.path] });
  }
}
