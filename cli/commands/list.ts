import { readFileSync } from 'node:fs';
import path from 'node:path';
import { colours as pc } from '../render/colours.ts';
import { balancers, faults, kinds, loadScenario, retryPolicies } from '../../sim-core/index.ts';
import { HELD } from '../exit-codes.ts';
import { bundledScenarios } from '../files.ts';

interface Entry {
  readonly name: string;
  readonly summary: string;
}

/** Everything that a scenario can name, from the tables themselves. */
export function inventory(): Record<string, readonly Entry[]> {
  const entries = (table: readonly Entry[]) => table.map(({ name, summary }) => ({ name, summary }));
  return {
    scenarios: bundledScenarios().map((file) => ({
      name: path.basename(file, '.yaml'),
      summary: titleOf(file),
    })),
    kinds: kinds.map(({ kind, summary }) => ({ name: kind, summary })),
    balancers: entries(balancers),
    retryPolicies: entries(retryPolicies),
    faults: entries(faults),
  };
}

export function listCommand(asJson: boolean): number {
  const all = inventory();
  process.stdout.write(asJson ? `${JSON.stringify(all, null, 2)}\n` : text(all));
  return HELD;
}

function titleOf(file: string): string {
  return loadScenario(readFileSync(file, 'utf8')).scenario?.title ?? '(not valid)';
}

function text(all: Record<string, readonly Entry[]>): string {
  return Object.entries(all)
    .map(([section, entries]) => {
      const width = Math.max(...entries.map(({ name }) => name.length)) + 2;
      const lines = entries.map(({ name, summary }) => `  ${name.padEnd(width)}${pc.dim(summary)}`);
      return `${pc.bold(HEADINGS[section])}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}

const HEADINGS: Readonly<Record<string, string>> = {
  scenarios: 'Scenarios (brownout run NAME)',
  kinds: 'Kinds of node',
  balancers: 'Balancing policies',
  retryPolicies: 'Retry policies',
  faults: 'Faults',
};
