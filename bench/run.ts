import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildExperiments, buildNative, buildWorkers } from './build.ts';
import { CASES, type Case } from './cases.ts';
import { experimentTable, type ExperimentRounds } from './experiment-table.ts';
import { resultTable, speedTable, type Rounds } from './table.ts';
import type { ClusterRuns } from './experiments/cluster.ts';
import type { Replications } from './experiments/replications.ts';
import type { Sweep } from './experiments/sweep.ts';
import type { Measured } from './workloads/measured.ts';

/**
 * `npm run bench [-- --rounds N --only w3 --quick]`: measures W1 to W4 beside the native yardstick and the
 * peers from npm, and (`--only experiments`) what experiments cost beyond their runs. Every measurement is a process of its own; the three sides of a case take turns, round
 * after round, so that what disturbs the machine disturbs all of them alike. Numbers are processor time.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
const rounds = values.quick ? 1 : Number(values.rounds);
const share = values.quick ? 0.1 : 1;

const workers = await buildWorkers();
const native = buildNative();
if (native === null) process.stderr.write('no g++ here: measuring without the native yardstick\n');

function call(program: string, ...args: (string | number)[]): Measured {
  const text = execFileSync(program, args.map(String), { encoding: 'utf8' });
  return JSON.parse(text, (_, value: unknown) => value ?? NaN) as Measured;
}

function once(entry: Case, all: Rounds): void {
  const pending = entry.pending ?? 0;
  const units = Math.round(entry.units * share);
  all.own.push(call(process.execPath, workers.own, entry.own, units, pending));
  if (native !== null) all.native?.push(call(native, entry.name, units, pending));
  if (entry.peer === undefined) return;
  const peer = entry.peer.startsWith('simjs') ? workers.simjs : workers.own;
  const peerUnits = Math.round((entry.peerUnits ?? entry.units) * share);
  all.peer?.push(call(process.execPath, peer, entry.peer, peerUnits, pending));
}

const measured = CASES.filter(({ name }) => values.only === undefined || name === values.only).map(
  (entry): Rounds => ({
    case: entry,
    own: [],
    native: native === null ? null : [],
    peer: entry.peer === undefined ? null : [],
  }),
);
for (let round = 0; round < rounds; round++) {
  process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  for (const each of measured) once(each.case, each);
}
if (measured.length > 0) process.stdout.write(`${speedTable(measured)}\n${resultTable(measured)}\n`);

/** Rounds take longer than those above, and differ less. */
const MOST_EXPERIMENT_ROUNDS = 2;

/** The last line that it prints; null if it could not be measured here. */
function callExperiment(program: string, name: string): unknown {
  const text = execFileSync(process.execPath, [program, name, String(share)], { encoding: 'utf8' });
  return JSON.parse(text.trim().split('\n').at(-1)!);
}

async function measureExperiments(): Promise<ExperimentRounds> {
  const program = await buildExperiments();
  const all: ExperimentRounds = { one: [], two: [], sweep: [], cluster: [] };
  for (let round = 0; round < Math.min(rounds, MOST_EXPERIMENT_ROUNDS); round++) {
    process.stderr.write(`round ${round + 1} of experiments\n`);
    all.one.push(callExperiment(program, 'replications-1') as Replications);
    all.two.push(callExperiment(program, 'replications-2') as Replications);
    all.sweep.push(callExperiment(program, 'sweep') as Sweep);
    const cluster = callExperiment(program, 'cluster') as ClusterRuns | null;
    if (cluster !== null) all.cluster.push(cluster);
  }
  return all;
}

if (values.only === undefined || values.only === 'experiments')
  process.stdout.write(`${experimentTable(await measureExperiments())}\n`);
