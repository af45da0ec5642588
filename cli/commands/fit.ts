import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkFit } from '../../sim-core/run/fit/check-fit.ts';
import { fitLog } from '../../sim-core/run/fit/fit-log.ts';
import { HELD, INVALID_SCENARIO, USAGE } from '../exit-codes.ts';
import { Refusal, writeFiles } from '../files.ts';
import { refuseTaken, writePaper, type PaperFlags } from '../papers/write.ts';
import { fitJson, fitText } from '../render/fit.ts';

export interface FitFlags extends PaperFlags {
  readonly out?: string | undefined;
  readonly json?: true | undefined;
}

/** Longer logs are cut into pieces first: a fit needs all of it at once. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Fits a scenario to a log, writes it, and says how well it fits. */
export async function fitCommand(file: string, flags: FitFlags): Promise<number> {
  refuseTaken(flags);
  const target = flags.out ?? `${nameOf(file)}.yaml`;
  const name = path.basename(target).replace(/\.ya?ml$/, '');
  const fit = fitLog(readLogFile(file), name);
  if ('problem' in fit) throw new Refusal(`${file}: ${fit.problem}`, INVALID_SCENARIO);
  const check = checkFit(fit);
  writeFiles(
    path.dirname(target),
    new Map([[path.basename(target), fit.text], ...fit.files]),
    flags.force === true,
  );
  const text = flags.json === true ? JSON.stringify(fitJson(fit, check), null, 2) : fitText(fit, check);
  process.stdout.write(`${text}\n`);
  const written = [target, ...[...fit.files.keys()].map((one) => path.join(path.dirname(target), one))];
  process.stderr.write(`Wrote ${written.join(' and ')}. Run it: npx brownout run ${target}\n`);
  await writePaper(flags, async () => {
    const { fitPaper } = await import('../papers/fit-paper.ts');
    return fitPaper(fit, check, path.basename(file), target);
  });
  return HELD;
}

/** `access.log.gz` gives `access`. */
function nameOf(file: string): string {
  const plain = path.basename(file).replace(/(?:\.(?:gz|log|txt|json|jsonl|ndjson|otlp))+$/i, '');
  const safe = plain
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return safe === '' || safe === '-' ? 'fitted' : safe;
}

function readLogFile(file: string): string {
  try {
    const { size } = file === '-' ? { size: 0 } : statSync(file);
    if (size > MOST_BYTES) throw tooLong(file);
    const bytes = readFileSync(file === '-' ? 0 : file);
    const plain =
      bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
    return plain.toString('utf8');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLong(file);
    throw new Refusal(`${file} cannot be read: ${message}`, USAGE);
  }
}

function tooLong(file: string): Refusal {
  return new Refusal(`${file} holds more than ${MOST_BYTES / 1024 / 1024} MiB. Take a part of it.`, USAGE);
}
