import { quoted } from '../../../view/share/quoted.ts';
import type { Session } from '../state/session.ts';

/** The command that gives the same run in a shell. */
export function commandLine({ name, sets, opened, doings }: Session): string {
  const file = name === null ? 'my-scenario.yaml' : `scenarios/${name}.yaml`;
  const parts = ['npx brownout run', file];
  if (opened !== null) parts.push(`--seed ${opened.seed}`);
  for (const set of sets) parts.push(`--set ${quoted(set)}`);
  for (const { at, entry } of doings) parts.push(`--do ${quoted(flow({ at, ...entry }))}`);
  return parts.join(' ');
}

/** One line of YAML; the time in full, for the run is only the same if the instant is. */
function flow(entry: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(entry).map(
    ([key, value]) => `${key}: ${key === 'at' ? `${String(value)}s` : plain(value)}`,
  );
  return `{${pairs.join(', ')}}`;
}

/** Text that YAML would read as something else is written in JSON, which YAML is a superset of. */
function plain(value: unknown): string {
  const isPlain =
    typeof value === 'string' &&
    /^\w[\w .<>%-]*$/.test(value) &&
    !/^(true|false|null|[\d.]+(e\d+)?)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
