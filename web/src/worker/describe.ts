import type { Run } from '../../../sim-core/run/run.ts';
import { formOf, type FormField, type Problem, type Scenario } from '../../../sim-core/scenario/index.ts';
import { scheduleOf } from '../../../view/charts/bands.ts';
import { layout } from '../../../view/topology/layout.ts';
import type { Opened, PageProblem, Setting } from './protocol.ts';

/** What the page is told of a run before it begins. */
export function describe(run: Run, problems: readonly Problem[]): Opened {
  const { scenario, plan, seed, duration } = run;
  return {
    title: scenario.title,
    story: scenario.story,
    hash: scenario.hash,
    seed,
    duration,
    warmup: scenario.warmup === 'auto' ? null : scenario.warmup === 'none' ? 0 : scenario.warmup,
    plan,
    positions: { right: layout(plan, 'right'), down: layout(plan, 'down') },
    settings: settingsOf(scenario),
    objectives: scenario.expect.map(({ text, node, metric, value }) => ({
      text,
      node,
      metric,
      bound: value,
    })),
    schedule: scheduleOf(scenario),
    warnings: problems.map(pageProblem),
  };
}

export function pageProblem(problem: Problem): PageProblem {
  const { severity, line, column, what, why, fix, code, data } = problem;
  return { severity, line, column, what, why, fix, code, data };
}

function settingsOf({ nodes }: Scenario): Record<string, Setting[]> {
  return Object.fromEntries(
    nodes.map(({ id, kind, raw }) => [id, formOf(kind).flatMap((field) => settingsIn(field, raw, ''))]),
  );
}

/** Values that are lists or maps are shown as YAML flow. */
function settingsIn(field: FormField, raw: unknown, prefix: string): Setting[] {
  const written = (raw as Record<string, unknown> | undefined)?.[field.name];
  const path = prefix + field.name;
  if (field.type === 'group' && written !== undefined) {
    return field.fields.flatMap((inside) =>
      settingsIn({ ...inside, label: `${field.label}: ${inside.label.toLowerCase()}` }, written, `${path}.`),
    );
  }
  if (written === undefined && field.default === null) return [];
  return [
    {
      path,
      label: field.label,
      help: field.help,
      type: field.type,
      choices: field.choices.map(({ name, summary }) => ({ name, summary })),
      value: textOf(written ?? field.default),
      isDefault: written === undefined,
      live: field.live,
    },
  ];
}

/** Characters of a list or a map that fit on a line of a form. */
const LINE = 32;

/** In one line if that is short, else with one entry a line. */
function textOf(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const entries = Array.isArray(value)
    ? value.map((entry) => textOf(entry, inner))
    : Object.entries(value).map(([key, inside]) => `${key}: ${textOf(inside, inner)}`);
  if (entries.length === 0) return open + close;
  const space = open === '{' ? ' ' : '';
  const line = `${open}${space}${entries.join(', ')}${space}${close}`;
  if (line.length <= LINE && !line.includes('\n')) return line;
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`;
}
