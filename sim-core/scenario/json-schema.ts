import * as z from 'zod';
import { fieldInfo } from '../model/fields.ts';
import { written } from './forms.ts';
import { faultSchemas } from './fault-entry.ts';
import { documentSchema, nodeSchemas } from './schema.ts';

type Json = Record<string, unknown>;

/**
 * JSON Schema (draft 7, which editors know best) of what people write. `scenarios/schema.json` is this,
 * printed. It knows forms and names; whether nodes exist is checked by `loadScenario` only.
 */
export function jsonSchema(): Json {
  const schema = convert(documentSchema);
  const nodes = Object.fromEntries([...nodeSchemas].map(([kind, node]) => [kind, definition(node)]));
  const faults = [...faultSchemas.values()].map(definition);
  const { properties, ...top } = schema as { properties: Record<string, Json> };
  return {
    ...top,
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Brownout scenario',
    properties: {
      ...properties,
      nodes: { ...properties.nodes, minProperties: 1, additionalProperties: byKind([...nodeSchemas.keys()]) },
      faults: { ...properties.faults, items: { anyOf: faults } },
    },
    definitions: nodes,
  };
}

/** Says first which kinds there are, and then asks for that kind's settings: editors complete both. */
function byKind(kinds: readonly string[]): Json {
  return {
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: kinds } },
    allOf: kinds.map((kind) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
      then: { $ref: `#/definitions/${kind}` },
    })),
  };
}

function definition(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = convert(schema);
  return rest;
}

function convert(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-07',
    unrepresentable: 'any',
    reused: 'inline',
    metadata: titles,
    override: ({ zodSchema, jsonSchema }) => tidy(zodSchema, jsonSchema as Json),
  });
}

/** What zod's own registry says, but for ids: they would become definitions, and those we place. */
const titles = z.registry<z.core.GlobalMeta>();
titles.has = (schema) => z.globalRegistry.has(schema);
titles.get = (schema) => {
  const { id: _, ...meta } = z.globalRegistry.get(schema) ?? {};
  return meta;
};

function tidy(schema: z.core.$ZodType, json: Json): void {
  const { label, help } = json;
  if (label !== undefined) json.title = label;
  if (help !== undefined) json.description = help;
  const { examples = [] } = fieldInfo(schema) ?? {};
  if (examples.length > 0)
    json.examples = examples.map((text) => (/^[\d.]+$/.test(text) ? Number(text) : text));
  delete json.label;
  delete json.help;
  if (schema._zod.def.type === 'default')
    json.default = written(schema, (schema._zod.def as z.core.$ZodDefaultDef).defaultValue);
  if (json.default === undefined) delete json.default;
}
