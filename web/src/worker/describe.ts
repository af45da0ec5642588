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

/** Values that are lists or maps are shown as one line of YAML flow. */
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

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, inside]) => `${key}: ${textOf(inside)}`)
    .join(', ')} }`;
}
