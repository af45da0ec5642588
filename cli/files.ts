import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { INVALID_SCENARIO, USAGE } from './exit-codes.ts';
import { problemsText } from './render/problems.ts';

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
    return { text: textOf(0, 'standard input'), name: 'standard input', folders: [process.cwd(), data] };
  const found = isFile(file) ? file : bundled(file);
  if (found === null && existsSync(file))
    throw new Refusal(`${file} is a folder; name a scenario in it (brownout test runs all of them).`, USAGE);
  if (found === null)
    throw new Refusal(
      `There is no file “${file}”, and no scenario of that name (see: brownout list).`,
      USAGE,
    );
  return { text: textOf(found, file), name: file, folders: [path.dirname(found), data] };
}

/** Whether something that can be read stands there: a file or a pipe, and no folder. */
function isFile(file: string): boolean {
  return existsSync(file) && !statSync(file).isDirectory();
}

/** A scenario's text. What is not UTF-8 is refused with its place: it would be shown and hashed as something else. */
function textOf(file: string | 0, name: string): string {
  const bytes = readFileSync(file);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const text = bytes.toString('utf8');
    const before = text.slice(0, text.indexOf('\uFFFD')).split('\n');
    const problem = {
      severity: 'error',
      line: before.length,
      column: before.at(-1)!.length + 1,
      path: '',
      what: 'This is not UTF-8.',
      why: 'In another encoding the same bytes are other letters, and which one it is can’t be known.',
      fix: 'Save the file as UTF-8.',
      code: 'not-utf8',
      data: {},
    } as const;
    throw new Refusal(problemsText(name, text, [problem]), INVALID_SCENARIO);
  }
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

/** All of a log or a table is needed at once. */
const MOST_BYTES = 256 * 1024 * 1024;

/** A log or a table, gzipped or not; `-` is standard input. */
export function readData(file: string): string {
  if (file !== '-' && existsSync(file) && !isFile(file))
    throw new Refusal(`${file} is a folder. Name a file.`, USAGE);
  if (file !== '-' && statSync(file).size > MOST_BYTES) throw tooLong(file);
  const bytes = readFileSync(file === '-' ? 0 : file);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes, file) : bytes).toString('utf8');
}

function unpacked(bytes: Uint8Array, file: string): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLong(file);
    throw new Refusal(`${file} can’t be unpacked: ${message}.`, USAGE);
  }
}

function tooLong(file: string): Refusal {
  return new Refusal(`${file} holds more than ${MOST_BYTES / 1024 / 1024} MiB. Take a part of it.`, USAGE);
}

/** Contents of the files that a scenario names, as far as they can be found. */
export function readFiles(names: readonly string[], folders: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of names) {
    const found = folders.map((folder) => path.join(folder, path.basename(name))).find(isFile);
    if (found !== undefined) files.set(name, readData(found));
  }
  return files;
}

/** Refuses what is there already, unless told otherwise, and a place named twice: before the work rather than after it. */
export function refuseTaken(files: readonly string[], force: boolean): void {
  const twice = files.find((file, i) => files.some((other, j) => j < i && isSamePlace(file, other)));
  if (twice !== undefined) throw new Refusal(`${twice} is to be written twice. Name another file.`, USAGE);
  const folder = files.find((file) => existsSync(file) && !isFile(file));
  if (folder !== undefined) throw new Refusal(`${folder} is a folder. Name a file.`, USAGE);
  const taken = files.filter((file) => existsSync(file));
  if (taken.length > 0 && !force)
    throw new Refusal(`There is ${taken.join(' and ')} already. Say --force to write over it.`, USAGE);
}

function isSamePlace(a: string, b: string): boolean {
  return path.resolve(a) === path.resolve(b);
}

/** The same for files in a folder, which may be missing so far. */
export function refuseTakenIn(folder: string, names: readonly string[], force: boolean): void {
  if (isFile(folder)) throw new Refusal(`${folder} is a file. Name a folder.`, USAGE);
  const taken = names.filter((name) => existsSync(path.join(folder, name)));
  if (taken.length > 0 && !force)
    throw new Refusal(`${folder} already has ${taken.join(', ')}. Say --force to write over them.`, USAGE);
}

/** Writes files into a folder: under a temporary name first, and never over others unless told to. */
export function writeFiles(
  folder: string,
  contents: ReadonlyMap<string, string | Uint8Array>,
  force: boolean,
): void {
  refuseTakenIn(folder, [...contents.keys()], force);
  mkdirSync(folder, { recursive: true });
  for (const [name, data] of contents) {
    const target = path.join(folder, name);
    const temporary = `${target}.${process.pid}.tmp`;
    writeFileSync(temporary, data);
    renameSync(temporary, target);
  }
}

/** What the system says of a file or a connection, as a sentence; null for any other error. */
export function systemTrouble(error: unknown): string | null {
  const { code, syscall, message, path: file } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return null;
  const [, reason = message] = /^\w+: ([^,]+)/.exec(message) ?? [];
  return `${file ?? syscall}: ${reason}.`;
}
