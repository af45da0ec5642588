import { InvalidArgumentError, Option } from '@commander-js/extra-typings';

/** What commands that take a scenario say of it; below it are the options that several commands have. */
export const file = 'a scenario file, - for standard input, or the name of one that comes with Brownout';

export const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
export const set = () =>
  new Option('--set <path=value>', 'change the document before it is read; may be repeated')
    .argParser(collect)
    .default([] as readonly string[], 'none');
export const act = () =>
  new Option(
    '--do <entry>',
    "do something during the run, such as '{at: 12.5s, crash: order-3}'; may be repeated",
  )
    .argParser(collect)
    .default([] as readonly string[], 'none');
export const html = () =>
  new Option('--html <file>', 'also write a report for people, in one file that needs no network').argParser(
    named,
  );
export const markdown = () =>
  new Option('--markdown <file>', 'also write that report as Markdown, for a design document').argParser(
    named,
  );
export const jobs = () =>
  new Option('--jobs <n>', 'runs at the same time; default: one for each core, 64 in a cluster').argParser(
    positive,
  );
export const redis = () =>
  new Option('--redis <url>', 'make the runs on a cluster: by the workers that listen at this Redis');
export const seed = () =>
  new Option('--seed <n>', 'seed of all luck; default: the scenario’s').argParser(integer);

export function integer(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('It must be a whole number from 0 on.');
  return value;
}

export function positive(text: string): number {
  const value = integer(text);
  if (value === 0) throw new InvalidArgumentError('It must be at least 1.');
  return value;
}

function confidence(text: string): number {
  const value = Number(text.replace(/%$/, '')) / 100;
  if (!(value >= 0.5 && value < 1))
    throw new InvalidArgumentError('It must be a percentage from 50 to below 100.');
  return value;
}

/** A name that is there: an unset variable of a script leaves none. */
export function named(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must have a name.');
  return text;
}

export const at = () =>
  new Option('--at <figure>', 'what to look at, such as client.p99; may be repeated')
    .argParser(collect)
    .default([] as readonly string[], 'p99, mean, availability and goodput of the first client');
export const objective = () =>
  new Option('--objective <text>', "such as 'client.p99 < 200ms'; may be repeated")
    .argParser(collect)
    .default([] as readonly string[], 'the scenario’s');
export const out = () =>
  new Option('--out <folder>', 'also write results there; goes on where it stopped').argParser(named);
export const force = () => new Option('--force', 'write over files that are there');
export const level = (of = 'of intervals and verdicts') =>
  new Option('--confidence <percent>', of).argParser(confidence).default(0.95, '95');
export const json = () => new Option('--json', 'print one JSON object (docs/cli.md) and nothing else');
