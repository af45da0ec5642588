import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

/** Looks just after what happens, and wherever a fault may begin or end. */
const MOMENT = 1e-9;
const ACTS = 0.5;

/** What a transcript tells of a server; private parts included. */
interface Watched {
  readonly cores: { readonly busy: number; readonly speed: number };
  readonly station: { readonly waiting: { readonly length: number } };
  readonly completed: number;
  readonly failed: number;
}

/**
 * A server, and requests that reach it at the given times, each with a second of work unless `service` says otherwise.
 * @param arrivals seconds; the first one is 0, since a replay counts from there.
 */
export function stage(server: string, arrivals: readonly number[], duration: number, more = ''): Run {
  const text = `brownout: 1
title: Stage
duration: ${duration}s
warmup: none
nodes:
  client: { kind: replay, data: arrivals.csv, target: desk, classes: { all: { work: 1s, size: 0B, replySize: 0B } } }
  desk: { kind: server, ${server} }
${more}`;
  const file = `seconds\n${arrivals.join('\n')}\n`;
  const { scenario, problems } = loadScenario(text, { files: new Map([['arrivals.csv', file]]) });
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 2));
  return new Run(scenario);
}

/** Plays a run to its end and tells each change of one instance: speed, busy cores, queue, done and failed. */
export function transcript(run: Run, id = 'desk'): string {
  const { simulation, places } = run.world;
  const { address } = places.find((place) => place.id === id)!;
  const server = simulation.components[address] as unknown as Watched;
  const lines: string[] = [];
  let before = '';
  while (run.now < run.duration) {
    const nextAct = Math.floor(run.now / ACTS + 1 + 1e-6) * ACTS;
    run.advance(Math.min(nextAct, simulation.queue.peekTime() + MOMENT));
    const { cores, station, completed, failed } = server;
    const state = simulation.isUp(address) ? `speed ${round(cores.speed)}` : 'down';
    const now = `${state}, ${cores.busy} busy, ${station.waiting.length} wait, ${completed} done, ${failed} failed`;
    if (now !== before) lines.push(`${round(simulation.now)}s  ${now}`);
    before = now;
  }
  return lines.join('\n');
}

function round(value: number): number {
  return Number(value.toFixed(6));
}
