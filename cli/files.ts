import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Ends the program with a sentence and an exit code, without a stack trace. */
export class Refusal extends Error {
  readonly code: number;

  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

/** The scenarios that come with Brownout: beside the sources in a checkout, beside the build in a package. */
function scenarioFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const found = ['../scenarios', '../../scenarios'].map((up) => path.resolve(here, up)).find(existsSync);
  return found ?? path.resolve(here, '../../scenarios');
}

export interface Source {
  readonly text: string;
  /** As shown in messages. */
  readonly name: string;
  /** Where files that the scenario names are looked for. */
  readonly folders: readonly string[];
}

/** Reads a scenario: `-` is standard input, else a path, else the name of one that comes with Brownout. */
export function readScenario(file: string): Source {
  const data = path.join(scenarioFolder(), 'data');
  if (file === '-')
    return { text: readFileSync(0, 'utf8'), name: 'standard input', folders: [process.cwd(), data] };
  const found = existsSync(file) ? file : bundled(file);
  if (found === null)
    throw new Refusal(`There is no file “${file}”, and no scenario of that name (see: brownout list).`, 2);
  return { text: readFileSync(found, 'utf8'), name: file, folders: [path.dirname(found), data] };
}

/** Paths of all scenarios that come with Brownout, in order. */
export function bundledScenarios(): string[] {
  const folder = scenarioFolder();
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => path.join(folder, name));
}

function bundled(name: string): string | null {
  return bundledScenarios().find((file) => path.basename(file, '.yaml') === name) ?? null;
}

/** Contents of the files that a scenario names, as far as they can be found. */
export function readFiles(names: readonly string[], folders: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of names) {
    const found = folders
      .map((folder) => path.join(folder, path.basename(name)))
      .find((file) => existsSync(file));
    if (found !== undefined) files.set(name, readFileSync(found, 'utf8'));
  }
  return files;
}

/** Writes files into a folder: under a temporary name first, and never over others unless told to. */
export function writeFiles(
  folder: string,
  contents: ReadonlyMap<string, string | Uint8Array>,
  force: boolean,
): void {
  mkdirSync(folder, { recursive: true });
  const taken = [...contents.keys()].filter((name) => existsSync(path.join(folder, name)));
  if (taken.length > 0 && !force) {
    throw new Refusal(`${folder} already has ${taken.join(', ')}. Say --force to write over them.`, 2);
  }
  for (const [name, data] of contents) {
    const target = path.join(folder, name);
    const temporary = `${target}.${process.pid}.tmp`;
    writeFileSync(temporary, data);
    renameSync(temporary, target);
  }
}
