import { fitArrivals, type ArrivalFit } from './fit-arrivals.ts';
import { fitClasses, type ClassFit } from './classes.ts';
import { documentOf, type FittedDocument } from './document.ts';
import { readLog, type Log } from './read-log.ts';

/** A scenario fitted to a log, with all that the choice rests on. */
export interface LogFit extends FittedDocument {
  readonly log: Log;
  readonly arrivals: ArrivalFit;
  readonly classes: readonly ClassFit[];
  /** Most requests that were being worked on at one time; null where the log does not tell. */
  readonly concurrency: number | null;
  /** What the log cannot tell: sentences. */
  readonly untold: readonly string[];
}

export interface LogFitProblem {
  /** Why there is nothing to fit. */
  readonly problem: string;
}

/** Fewer requests are an anecdote. */
const FEWEST = 50;
/** With more bad lines than that, it is another sort of file than it seems. */
const MOST_BAD = 0.5;

/**
 * Fits a scenario to an access log (common, combined, with or without durations; JSON lines; OTLP spans): arrivals
 * over time and how bursty they are, sorts of request, service times and sizes.
 *
 * @param name of the scenario's files, without an ending.
 */
export function fitLog(text: string, name: string): LogFit | LogFitProblem {
  const log = readLog(text);
  const { records, badLines, badAt, format } = log;
  if (records.length < FEWEST || badLines > MOST_BAD * (badLines + records.length)) {
    const bad = badLines === 0 ? '' : `; ${badLines} lines make no sense, first lines ${badAt.join(', ')}`;
    return {
      problem: `Read as ${format}, it has ${records.length} requests${bad}. At least ${FEWEST} are needed.`,
    };
  }
  const arrivals = fitArrivals(log);
  const classes = fitClasses(records, log.resolution < 1 ? log.resolution : 1e-3);
  const concurrency = concurrencyOf(log);
  const untold = untoldBy(log, classes);
  return {
    log,
    arrivals,
    classes,
    concurrency,
    untold,
    ...documentOf({ log, arrivals, classes, concurrency, untold }, name),
  };
}

/** Most requests that were open at once: starts count up, ends count down. */
function concurrencyOf({ records }: Log): number | null {
  const told = records.filter(({ duration }) => duration >= 0);
  if (told.length === 0) return null;
  const starts = Float64Array.from(told, ({ at }) => at).sort();
  const ends = Float64Array.from(told, ({ at, duration }) => at + duration).sort();
  let [open, most, next] = [0, 0, 0];
  for (const start of starts) {
    while (next < ends.length && ends[next] < start) {
      next++;
      open--;
    }
    most = Math.max(most, ++open);
  }
  return most;
}

function untoldBy({ format, resolution, records }: Log, classes: readonly ClassFit[]): string[] {
  const timed = records.some(({ duration }) => duration >= 0);
  const sentences = [
    timed
      ? 'A measured duration holds the waiting inside the server as well as its work. The scenario takes all of it for work and has cores enough that nobody waits: it answers as fast as the log says at the load of the log, and cannot say how much slower it would be with more.'
      : 'There are no durations in this log: the service time of the scenario is an assumption, marked in the document.',
    'Requests that never reached the server (refused, timed out on the way) are in no log, and neither is who retried.',
    'Which requests belong to one user is not looked at: sessions are bursts at most.',
  ];
  if (resolution >= 1)
    sentences.push('Its clock ticks in whole seconds: nothing is known of what happens within one.');
  if (format === 'access log')
    sentences.push(
      'Servers write a line when they answer (nginx) or stamp it with its beginning (Apache): times may be either.',
    );
  if (format === 'OTLP spans')
    sentences.push(
      'Only spans where requests come in were read; what they call is inside their durations. Sampled traces have a lower rate than the system.',
    );
  if (classes.every(({ sizes }) => sizes === null)) sentences.push('There are no sizes of answers in it.');
  return sentences;
}
