import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  balancers,
  breakerWindows,
  budgetPolicies,
  concurrencyPolicies,
  disciplines,
  faults,
  formOf,
  hedgePolicies,
  kinds,
  loadScenario,
  rateLimits,
  retryPolicies,
  scalers,
  type FormField,
} from '../../sim-core/index.ts';
import { HELD, USAGE } from '../exit-codes.ts';
import { bundledScenarios, Refusal } from '../files.ts';
import { colours as pc } from '../render/colours.ts';

interface Entry {
  readonly name: string;
  readonly summary: string;
}

/** The tables that scenarios name their policies from, and what stands over each. */
const TABLES: Readonly<Record<string, { readonly heading: string; readonly table: readonly Entry[] }>> = {
  balancers: { heading: 'Balancing policies', table: balancers },
  retryPolicies: { heading: 'Retry policies', table: retryPolicies },
  retryBudgets: { heading: 'Retry budgets', table: budgetPolicies },
  breakerWindows: { heading: 'Windows of circuit breakers', table: breakerWindows },
  hedgePolicies: { heading: 'Hedging policies', table: hedgePolicies },
  disciplines: { heading: 'Queue disciplines', table: disciplines },
  rateLimits: { heading: 'Rate limits', table: rateLimits },
  concurrencyLimits: { heading: 'Concurrency limits', table: concurrencyPolicies },
  scalers: { heading: 'Scaling policies', table: scalers },
  faults: { heading: 'Faults', table: faults },
};

/** Everything that a scenario can name, from the tables themselves. */
function inventory(): Record<string, readonly Entry[]> {
  const entries = (table: readonly Entry[]) => table.map(({ name, summary }) => ({ name, summary }));
  return {
    scenarios: bundledScenarios().map((file) => ({
      name: path.basename(file, '.yaml'),
      summary: titleOf(file),
    })),
    kinds: kinds.map(({ kind, summary }) => ({ name: kind, summary })),
    ...Object.fromEntries(Object.entries(TABLES).map(([section, { table }]) => [section, entries(table)])),
  };
}

/** Lists everything, or the settings of one kind of node. */
export function listCommand(name: string | undefined, asJson: boolean): number {
  const said = name === undefined ? inventory() : formOf(kindNamed(name));
  const asText = Array.isArray(said) ? settingsText(said) : inventoryText(said);
  process.stdout.write(asJson ? `${JSON.stringify(said, null, 2)}\n` : asText);
  return HELD;
}

function kindNamed(name: string): (typeof kinds)[number] {
  const found = kinds.find(({ kind }) => kind === name);
  if (found !== undefined) return found;
  const known = kinds.map(({ kind }) => kind).join(', ');
  throw new Refusal(`There is no kind of node “${name}”. There are: ${known}.`, USAGE);
}

function titleOf(file: string): string {
  return loadScenario(readFileSync(file, 'utf8')).scenario?.title ?? '(not valid)';
}

function inventoryText(all: Readonly<Record<string, readonly Entry[]>>): string {
  return Object.entries(all)
    .map(([section, entries]) => {
      const width = Math.max(...entries.map(({ name }) => name.length)) + 2;
      const lines = entries.map(({ name, summary }) => `  ${name.padEnd(width)}${pc.dim(summary)}`);
      return `${pc.bold(TABLES[section]?.heading ?? HEADINGS[section])}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}

const HEADINGS: Readonly<Record<string, string>> = {
  scenarios: 'Scenarios (brownout run NAME)',
  kinds: 'Kinds of node (brownout list KIND)',
};

/** A line for each setting: its path, what it is without one, what it means. */
function settingsText(fields: readonly FormField[]): string {
  const rows = fields.flatMap((field) => rowsOf(field, ''));
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)) + 2);
  return `${rows.map(([setting, usual, help]) => `${setting.padEnd(widths[0])}${usual.padEnd(widths[1])}${pc.dim(help)}`).join('\n')}\n`;
}

type SettingRow = readonly [setting: string, usual: string, help: string];

function rowsOf(field: FormField, before: string): SettingRow[] {
  const { name, type, required, help, choices, live } = field;
  const setting = `${before}${name}`;
  const names =
    choices.length === 0 || type === 'flag'
      ? ''
      : ` One of ${choices.map((choice) => choice.name).join(', ')}.`;
  const during = live && before === '' ? ' May change during a run.' : '';
  const own: SettingRow = [setting, required ? 'required' : usualOf(field), `${help}${names}${during}`];
  return [own, ...insideOf(field).flatMap((one) => rowsOf(one, `${setting}${BETWEEN[type] ?? ''}`))];
}

/** What stands between a setting and what is in it. */
const BETWEEN: Readonly<Record<string, string>> = { group: '.', list: '[].', named: '.NAME.' };

/** Settings inside a group, or inside each of several alike. */
function insideOf({ type, fields }: FormField): readonly FormField[] {
  if (type === 'group') return fields;
  const [item] = fields;
  return (type === 'list' || type === 'named') && item?.type === 'group' ? item.fields : [];
}

/** What it is when nobody says. */
function usualOf({ default: usual }: FormField): string {
  if (usual === null || (typeof usual === 'object' && Object.keys(usual).length === 0)) return '–';
  return typeof usual === 'string' ? usual : JSON.stringify(usual);
}
