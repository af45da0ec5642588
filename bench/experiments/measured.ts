import { loadScenario, type Scenario } from '../../sim-core/scenario/index.ts';
import { runKey } from '../../sim-core/run/experiment/run-key.ts';
import type { Task } from '../../cli/executors/executor.ts';

/** One server with a queue, and its seconds: a second costs about a quarter of a millisecond. */
export const text = (seconds: number): string => `brownout: 1
title: One server
duration: ${seconds}s
nodes:
  web: { kind: source, target: api, rate: 90/s }
  api: { kind: server, service: exponential 10ms }
`;

export function loaded(document: string, set: readonly string[] = []): Scenario {
  const { scenario, problems } = loadScenario(document, { set });
  if (scenario === null) throw new Error(problems[0].what);
  return scenario;
}

/** The runs of a document with seeds from `first` on. */
export function tasks(document: string, first: number, count: number): Task[] {
  const key = runKey(loaded(document), 0);
  const source = { text: document, set: [], files: new Map<string, string>() };
  return Array.from({ length: count }, (_, i) => ({
    source,
    seed: first + i,
    key: { ...key, seed: first + i },
  }));
}

/** Seconds on the wall. */
export async function wallOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return (performance.now() - before) / 1000;
}

/** Seconds of processor time of this process, all of its threads together. */
export async function processorOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
