type Json = Readonly<Record<string, unknown>>;

/**
 * A small JSON Schema checker for the keywords that our schema uses (draft 7), written from the
 * specification: an independent reader of what editors will read.
 * @returns the path of the first value that is refused, or '' when all is accepted.
 */
export function accepts(root: Json, value: unknown): string {
  const bad = check(root, value, [], root);
  return bad === null ? '' : bad.join('.') || 'document';
}

type Path = readonly string[];
type Bad = Path | null;

function check(schema: Json, value: unknown, path: Path, root: Json): Bad {
  if (typeof schema.$ref === 'string') return check(resolve(schema.$ref, root), value, path, root);
  return (
    checkValue(schema, value, path) ??
    checkObject(schema, value, path, root) ??
    checkArray(schema, value, path, root) ??
    checkCombined(schema, value, path, root)
  );
}

function resolve(ref: string, root: Json): Json {
  return ref
    .slice(2)
    .split('/')
    .reduce<Json>((at, step) => at[step] as Json, root);
}

function checkValue(schema: Json, value: unknown, path: Path): Bad {
  const types = [schema.type ?? []].flat() as string[];
  if (types.length > 0 && !types.some((type) => hasType(value, type))) return path;
  if ('const' in schema && value !== schema.const) return path;
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return path;
  if (typeof value === 'number') {
    if (value < Number(schema.minimum ?? -Infinity) || value > Number(schema.maximum ?? Infinity))
      return path;
  }
  if (typeof value === 'string') {
    if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern, 'u').test(value)) return path;
    if (value.length > Number(schema.maxLength ?? Infinity)) return path;
  }
  return null;
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return type === 'null' ? value === null : typeof value === type;
}

function checkObject(schema: Json, value: unknown, path: Path, root: Json): Bad {
  if (!hasType(value, 'object')) return null;
  const object = value as Json;
  const keys = Object.keys(object);
  const {
    required = [],
    properties = {},
    propertyNames,
    additionalProperties,
  } = schema as Record<string, never>;
  if ((required as string[]).some((key) => !(key in object))) return path;
  if (
    keys.length < Number(schema.minProperties ?? 0) ||
    keys.length > Number(schema.maxProperties ?? Infinity)
  )
    return path;
  for (const key of keys) {
    if (propertyNames !== undefined && check(propertyNames, key, path, root) !== null) return path;
    const inside = (properties as Json)[key] ?? additionalProperties;
    if (inside === false) return path;
    if (typeof inside !== 'object') continue;
    const bad = check(inside as Json, object[key], [...path, key], root);
    if (bad !== null) return bad;
  }
  return null;
}

function checkArray(schema: Json, value: unknown, path: Path, root: Json): Bad {
  if (!Array.isArray(value)) return null;
  if (value.length < Number(schema.minItems ?? 0) || value.length > Number(schema.maxItems ?? Infinity))
    return path;
  if (typeof schema.items !== 'object') return null;
  for (const [i, item] of value.entries()) {
    const bad = check(schema.items as Json, item, [...path, String(i)], root);
    if (bad !== null) return bad;
  }
  return null;
}

function checkCombined(schema: Json, value: unknown, path: Path, root: Json): Bad {
  const any = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (any !== undefined && any.every((one) => check(one, value, path, root) !== null)) return path;
  for (const one of (schema.allOf ?? []) as Json[]) {
    const bad = check(one, value, path, root);
    if (bad !== null) return bad;
  }
  if (typeof schema.if !== 'object' || check(schema.if as Json, value, path, root) !== null) return null;
  return check((schema.then ?? {}) as Json, value, path, root);
}
