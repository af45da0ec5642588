import type * as z from 'zod';
import { fieldInfo, inner, type FieldInfo } from '../model/fields.ts';
import { faultOf, faultSchemas } from './fault-entry.ts';
import { shown, type Path } from './problem.ts';
import { documentSchema, nodeSchemas } from './schema.ts';

/** The part of a schema's definition that tells what is inside it. */
interface Definition {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly options?: readonly z.core.$ZodType[];
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
}

/** The value at a path of plain data; undefined when there is none. */
export function valueAt(plain: unknown, path: Path): unknown {
  let at = plain;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}

/**
 * Names that may stand as keys at `path`: of the node's kind, of the fault that the entry names, or of the
 * section. Where several forms are possible, the keys of all of them.
 */
export function keysAt(plain: unknown, path: Path): string[] {
  const schemas = schemasAt(plain, path).flatMap(objectsIn);
  return [...new Set(schemas.flatMap((schema) => Object.keys(definition(schema).shape ?? {})))];
}

/** Whose settings stand at `path`, in a word: `server`, `crash`, `network`. */
export function ownerAt(plain: unknown, path: Path): string {
  if (path.length === 0) return 'a scenario';
  if (path[0] === 'nodes' && path.length === 2) return shown(valueAt(plain, [...path, 'kind']) ?? path[1]);
  if (path[0] === 'faults' && path.length === 2) return faultOf(valueAt(plain, path))?.name ?? 'a fault';
  return String(path.findLast((step) => typeof step === 'string'));
}

function schemaOfNode(plain: unknown, id: string | number): z.ZodObject | undefined {
  const kind = valueAt(plain, ['nodes', id, 'kind']);
  return typeof kind === 'string' ? nodeSchemas.get(kind) : undefined;
}

function schemasAt(plain: unknown, path: Path): z.core.$ZodType[] {
  const [section, id, ...rest] = path;
  if (section === 'nodes' && id !== undefined) {
    const schema = schemaOfNode(plain, id);
    return schema === undefined ? [] : descend([schema], rest);
  }
  if (section === 'faults' && id !== undefined) {
    const fault = faultOf(valueAt(plain, ['faults', id]));
    return fault === undefined ? [] : descend([faultSchemas.get(fault.name)!], rest);
  }
  return descend([documentSchema], path);
}

function descend(schemas: readonly z.core.$ZodType[], path: Path): z.core.$ZodType[] {
  return path.reduce<z.core.$ZodType[]>(
    (at, step) => at.flatMap(alternatives).flatMap((schema) => stepInto(schema, step)),
    [...schemas],
  );
}

function stepInto(schema: z.core.$ZodType, step: string | number): z.core.$ZodType[] {
  const { shape, element, valueType } = definition(schema);
  const next = typeof step === 'number' ? element : (ownOf(shape, step) ?? valueType);
  return next === undefined ? [] : [next];
}

function ownOf(shape: Definition['shape'], step: string): z.core.$ZodType | undefined {
  return shape !== undefined && Object.hasOwn(shape, step) ? shape[step] : undefined;
}

function objectsIn(schema: z.core.$ZodType): z.core.$ZodType[] {
  return alternatives(schema).filter((one) => definition(one).shape !== undefined);
}

/** The schemas that a value may have to meet: without wrappers, unions taken apart. */
function alternatives(schema: z.core.$ZodType): z.core.$ZodType[] {
  const { options } = definition(schema);
  if (options !== undefined) return options.flatMap(alternatives);
  const wrapped = inner(schema);
  return wrapped === undefined ? [schema] : alternatives(wrapped);
}

function definition(schema: z.core.$ZodType): Definition {
  return schema._zod.def as Definition;
}

/** A value of a node with the field that it is for. */
export interface FoundField {
  readonly type: FieldInfo['type'];
  readonly inspect: FieldInfo['inspect'];
  readonly path: Path;
  readonly value: unknown;
}

/** Every single value of a node's settings for which the kind declares a field. */
export function fieldsIn(plain: unknown, id: string): FoundField[] {
  const schema = schemaOfNode(plain, id);
  return schema === undefined ? [] : [...visit(schema, valueAt(plain, ['nodes', id]), ['nodes', id])];
}

function* visit(schema: z.core.$ZodType, value: unknown, path: Path): Iterable<FoundField> {
  if (typeof value !== 'object' || value === null) {
    for (const option of optionsOf(schema)) {
      const info = fieldInfo(option);
      if (info !== undefined) yield { type: info.type, inspect: info.inspect, path, value };
    }
    return;
  }
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  const inside = alternatives(schema);
  for (const [step, part] of entries) {
    for (const next of inside.flatMap((one) => stepInto(one, step)))
      yield* visit(next, part, [...path, step]);
  }
}

/** The forms of a union, through wrappers; a field stays whole. */
function optionsOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (fieldInfo(schema) !== undefined) return [schema];
  const { options } = definition(schema);
  if (options !== undefined) return options.flatMap(optionsOf);
  const wrapped = inner(schema);
  return wrapped === undefined ? [schema] : optionsOf(wrapped);
}
