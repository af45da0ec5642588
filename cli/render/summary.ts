import Table from 'cli-table3';
import { colours as pc } from './colours.ts';
import type {
  ClientReport,
  LatencyReport,
  NodeReport,
  ObjectiveReport,
  RecoveryReport,
  Report,
} from '../../sim-core/run/report.ts';
import type { Plan } from '../../sim-core/run/plan.ts';
import { number, percent, quantity, seconds } from './numbers.ts';

export const PLAIN = {
  chars: {
    mid: '',
    'left-mid': '',
    'mid-mid': '',
    'right-mid': '',
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    right: '',
    middle: '  ',
  },
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};
const MOST_MOMENTS = 24;

/** A report for people: what was asked, what came out, how sure it is. @param charts drawn series, or none. */
export function summary(report: Report, plan: Plan, charts: readonly string[]): string {
  return [
    heading(report),
    ...Object.entries(report.clients).map(([id, client]) => clientText(id, client)),
    nodesText(report, plan),
    costText(report),
    ...charts,
    momentsText(report),
    recoveriesText(report),
    objectivesText(report.objectives),
    problemsText(report),
    footer(report),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ scenario, simulatedSeconds, warmupSeconds, warmup, seed, stopReason }: Report): string {
  const cut = {
    none: 'no warm-up removed',
    set: `the first ${seconds(warmupSeconds)} left out as warm-up`,
    detected:
      warmupSeconds === 0
        ? 'no warm-up found'
        : `the first ${seconds(warmupSeconds)} left out as warm-up (detected)`,
    'not-steady': 'no warm-up removed: no steady state',
  }[warmup];
  const end = stopReason.kind === 'finished' ? '' : pc.yellow(` · ${stopReason.kind}`);
  return `${pc.bold(scenario.title)}\n${pc.dim(`${number(simulatedSeconds)} s simulated, ${cut}, seed ${seed}`)}${end}`;
}

function clientText(id: string, client: ClientReport): string {
  const { offered, offeredRate, throughput, goodput, availability, failed, attempts, late, latency } = client;
  const reasons = Object.entries(failed).map(([reason, n]) => `${reason} ${number(n)}`);
  const lines = [
    pc.bold(id) + pc.dim(` ${client.kind}`),
    `  offered ${number(offeredRate)}/s · completed ${number(throughput)}/s · useful ${number(goodput)}/s`,
    `  ${number(offered)} ${offered === 1 ? 'request' : 'requests'}, ${percent(availability)} answered well` +
      (attempts > offered ? `, ${number(attempts)} attempts` : '') +
      (late > 0 ? `, ${number(late)} answers too late` : ''),
    ...(reasons.length > 0 ? [`  failed: ${reasons.join(', ')}`] : []),
    latencyText(latency),
  ];
  return lines.join('\n');
}

function latencyText(latency: LatencyReport): string {
  const table = new Table({ ...PLAIN, head: ['', 'latency', '95 % interval'] });
  const row = (name: string, value: number | null, ci: readonly [number, number] | null, needs: number) => {
    if (value !== null)
      table.push([`  ${name}`, seconds(value), ci === null ? '–' : `${seconds(ci[0])} … ${seconds(ci[1])}`]);
    else
      table.push([
        `  ${name}`,
        pc.dim('hidden'),
        pc.dim(`needs ${number(needs)} ${needs === 1 ? 'value' : 'values'}`),
      ]);
  };
  row('mean', latency.mean, latency.meanCi, 1);
  row('p50', latency.p50, latency.p50Ci, 20);
  row('p90', latency.p90, latency.p90Ci, 100);
  row('p95', latency.p95, latency.p95Ci, 200);
  row('p99', latency.p99, latency.p99Ci, 1000);
  row('p99.9', latency.p999, latency.p999Ci, 10_000);
  row('max', latency.max, null, 1);
  const worth = latency.effective === null ? '' : `, worth ${number(latency.effective)} independent ones`;
  return `${table.toString()}\n${pc.dim(`  n = ${latency.count}${worth} (${latency.method})`)}`;
}

function nodesText({ nodes }: Report, plan: Plan): string {
  const table = new Table({ ...PLAIN, head: ['node', 'busy', 'waiting', 'longest', 'what else'] });
  for (const node of plan.nodes) {
    if (node.isClient) continue;
    const { metrics } = nodes[node.id];
    const named = new Set(['utilisation', 'queueLength', 'queuePeak']);
    const rest = node.metrics
      .filter(({ name }) => !named.has(name) && metrics[name] !== 0 && !Number.isNaN(metrics[name]))
      .map(({ name, unit }) => `${name} ${quantity(metrics[name], unit)}`);
    const size = node.instances.length > 1 ? ` ×${node.instances.length}` : '';
    table.push([
      node.id + size,
      metrics.utilisation === undefined ? '–' : percent(metrics.utilisation),
      metrics.queueLength === undefined ? '–' : number(metrics.queueLength),
      metrics.queuePeak === undefined ? '–' : number(metrics.queuePeak),
      [...timesOf(nodes[node.id]), ...rest].join(', '),
    ]);
  }
  return table.length === 0 ? '' : table.toString();
}

/** How long the jobs of a queue took. */
function timesOf({ latency }: NodeReport): string[] {
  if (latency === undefined) return [];
  const { mean, p99 } = latency;
  return [
    ...(mean === null ? [] : [`mean ${seconds(mean)}`]),
    ...(p99 === null ? [] : [`p99 ${seconds(p99)}`]),
  ];
}

function costText({ cost }: Report): string {
  if (cost.total === 0) return '';
  const { total, perHour, perMillionRequests, nodes } = cost;
  const each =
    perMillionRequests === null ? '' : `, ${number(perMillionRequests)} per million requests answered well`;
  const parts = Object.entries(nodes).map(([id, value]) => `${id} ${number(value)}`);
  const split = parts.length > 1 ? pc.dim(` (${parts.join(', ')})`) : '';
  return `${pc.bold('Cost')}\n  ${number(total)} in all${split} · ${number(perHour)} per hour${each}`;
}

function momentsText({ moments }: Report): string {
  if (moments.length === 0) return '';
  const shown = moments
    .slice(0, MOST_MOMENTS)
    .map(({ at, text }) => `  ${at.toFixed(2).padStart(9)} s  ${text}`);
  const more = moments.length - shown.length;
  return [
    pc.bold('Moments'),
    ...shown,
    ...(more > 0 ? [pc.dim(`  … and ${more} more (--json has them all)`)] : []),
  ].join('\n');
}

const RECOVERED: Readonly<Record<RecoveryReport['verdict'], (time: string) => string>> = {
  returned: (time) => pc.green(`as before ${time} after the end`),
  returning: (time) => pc.yellow(`not back ${time} after the end, but coming nearer`),
  stuck: (time) => pc.red(`not as before ${time} after the end`),
  metastable: (time) => pc.red(`metastable: ${time} after the end the trouble goes on by itself`),
  lasting: () => pc.yellow('the fault has not ended'),
  unknown: () => pc.dim('too little was seen before the fault to compare with'),
};

function recoveriesText({ recoveries }: Report): string {
  if (recoveries.length === 0) return '';
  const lines = recoveries
    .slice(0, MOST_MOMENTS)
    .flatMap(({ faults, verdict, felt, seconds: time, causes }) => {
      const unfelt = verdict === 'returned' && !felt;
      const how = unfelt ? 'nothing was felt beyond the usual noise' : RECOVERED[verdict](seconds(time));
      return [`  ${faults.join('; ')}: ${how}`, ...causes.map(({ text }) => `      ${text}`)];
    });
  return [pc.bold('After the faults'), ...lines].join('\n');
}

function objectivesText(objectives: readonly ObjectiveReport[]): string {
  if (objectives.length === 0) return '';
  const lines = objectives.map(({ text, held, measured, unit, note }) => {
    const mark = held === true ? pc.green('✓') : pc.red(held === null ? '?' : '✗');
    const value = measured === null ? note : quantity(measured, unit);
    return `  ${mark} ${text}  ${pc.dim(value)}`;
  });
  return [pc.bold('Objectives'), ...lines].join('\n');
}

function problemsText({ problems }: Report): string {
  return problems
    .map(({ severity, what }) => (severity === 'error' ? pc.red(what) : pc.yellow(what)))
    .join('\n');
}

function footer({ fingerprint, events }: Report): string {
  return `${pc.dim('fingerprint')} ${fingerprint} ${pc.dim(`· ${number(events)} ${events === 1 ? 'event' : 'events'}`)}`;
}
