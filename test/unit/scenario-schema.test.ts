import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formOf, jsonSchema, kinds, loadScenario, type FormField } from '../../sim-core/scenario/index.ts';
import { faults } from '../../sim-core/fault/index.ts';
import { accepts } from './json-schema-check.ts';

const SCENARIOS = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);
const schema = jsonSchema();

describe('the JSON Schema', () => {
  // `npm run schema` (this test with `-u`) writes the file.
  it('is the committed one', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../scenarios/schema.json');
  });

  it.each(SCENARIOS)('accepts %s', (name) => {
    expect(accepts(schema, parse(readFileSync(`scenarios/${name}`, 'utf8')))).toBe('');
  });

  it.each([
    ['nodes: { a: { kind: servr } }', 'nodes.a.kind'],
    ['nodes: { a: { kind: server, replcas: 3 } }', 'nodes.a'],
    ['nodes: { a: { kind: server, cores: 0 } }', 'nodes.a.cores'],
    ['nodes: { a: { kind: server, cores: 2.5 } }', 'nodes.a.cores'],
    ['nodes: { A: { kind: server } }', 'nodes'],
    ['nodes: {}', 'nodes'],
    ['nodes: { a: { kind: server } }\nduration: 5', 'duration'],
    ['nodes: { a: { kind: server } }\nfaults: [{ at: 3s, crsh: a }]', 'faults.0'],
    ['nodes: { a: { kind: server } }\nfaults: [{ at: 3, crash: a }]', 'faults.0'],
    ['nodes: { a: { kind: source, target: b } }', 'nodes.a'],
    ['nodes: { a: { kind: load-balancer, backends: b, policy: rondom } }', 'nodes.a.policy'],
  ])('refuses %s, as the loader does', (text, path) => {
    const whole = `brownout: 1\n${text}`;
    expect(accepts(schema, parse(whole))).toBe(path);
    expect(loadScenario(whole).scenario).toBeNull();
  });

  it.each(['warmup: 0', 'warmup: auto', 'duration: 1.5h', 'seed: 9007199254740991', '$schema: x'])(
    'accepts %s, as the loader does',
    (text) => {
      const whole = `brownout: 1\n${text}\nnodes: { a: { kind: server } }`;
      expect(accepts(schema, parse(whole))).toBe('');
      expect(loadScenario(whole).scenario).not.toBeNull();
    },
  );

  it('explains every setting', () => {
    const bare: string[] = [];
    const visit = (json: unknown, path: string): void => {
      if (typeof json !== 'object' || json === null) return;
      const {
        properties = {},
        title,
        description,
      } = json as { properties?: object; title?: string; description?: string };
      for (const [name, inside] of Object.entries(properties)) {
        const one = inside as { title?: string; description?: string; enum?: unknown };
        if (one.title === undefined || one.description === undefined) bare.push(`${path}.${name}`);
        visit(inside, `${path}.${name}`);
      }
      expect(title === '' || description === '').toBe(false);
    };
    const { definitions } = schema as { definitions: Record<string, unknown> };
    for (const [kind, json] of Object.entries(definitions)) visit(json, kind);
    expect(bare).toEqual([]);
  });
});

describe('forms', () => {
  const all = (fields: readonly FormField[]): FormField[] =>
    fields.flatMap((field) => [field, ...all(field.fields)]);

  it.each(kinds.map((kind) => [kind.kind, kind] as const))(
    'of %s show every setting with label and help',
    (_, kind) => {
      const form = formOf(kind);
      expect(form.map(({ name }) => name)).toEqual(Object.keys(kind.params.shape));
      for (const { name, label, help, live } of form) {
        expect(`${name}: ${label}. ${help}`).toMatch(/: [^.]+\. .+\.$/);
        expect(live).toBe(kind.live.includes(name));
      }
    },
  );

  it.each(kinds.map((kind) => [kind.kind, kind] as const))(
    'of %s have defaults as people write them',
    (name, kind) => {
      const required = formOf(kind)
        .filter((field) => field.required)
        .map((field) => field.name);
      const given = formOf(kind).filter((field) => field.default !== null);
      const settings = Object.fromEntries(given.map((field) => [field.name, field.default]));
      const example: Record<string, unknown> = {
        target: 'b',
        backends: 'b',
        rate: '1/s',
        users: 1,
        data: 'x.csv',
        scales: 'b',
      };
      for (const one of required) settings[one] = example[one];
      const text = JSON.stringify({
        brownout: 1,
        nodes: { a: { kind: name, ...settings }, b: { kind: 'server' } },
      });
      const { problems } = loadScenario(text);
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );

  it('know bounds, choices and what may change live', () => {
    const field = (kind: string, name: string) =>
      formOf(kinds.find((one) => one.kind === kind)!).find((one) => one.name === name);
    expect(field('server', 'cores')).toMatchObject({
      type: 'count',
      min: 1,
      default: 1,
      required: false,
      live: false,
    });
    expect(field('source', 'timeout')).toMatchObject({ type: 'duration', live: true, default: null });
    expect(field('source', 'target')).toMatchObject({ type: 'node', required: true });
    expect(field('replicated-store', 'readTime')).toMatchObject({
      type: 'duration-distribution',
      default: 'exponential 1ms',
    });
    expect(field('load-balancer', 'policy')!.choices.map(({ name }) => name)).toContain('least-connections');
    expect(all([field('source', 'rate')!]).map(({ name }) => name)).toContain('peak');
  });

  it('of faults have a target of their own name', () => {
    for (const fault of faults)
      expect(formOf({ params: fault.params, live: [] }).map(({ name }) => name)).toContain(fault.name);
  });
});
