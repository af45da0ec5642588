import path from 'node:path';
import { checkFit } from '../../sim-core/run/fit/check-fit.ts';
import { fitLog } from '../../sim-core/run/fit/fit-log.ts';
import { HELD, INVALID_SCENARIO } from '../exit-codes.ts';
import { readData, Refusal, refuseTakenIn, writeFiles } from '../files.ts';
import { refuseTakenPapers, writePaper, type PaperFlags } from '../papers/write.ts';
import { fitJson, fitText } from '../render/fit.ts';

export interface FitFlags extends PaperFlags {
  readonly out?: string | undefined;
  readonly json?: true | undefined;
}

/** Fits a scenario to a log, writes it, and says how well it fits. */
export async function fitCommand(file: string, flags: FitFlags): Promise<number> {
  refuseTakenPapers(flags);
  const target = flags.out ?? `${nameOf(file)}.yaml`;
  refuseTakenIn(path.dirname(target), [path.basename(target)], flags.force === true);
  const name = path.basename(target).replace(/\.ya?ml$/, '');
  const fit = fitLog(readData(file), name);
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
