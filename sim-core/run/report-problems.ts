import type { ReportProblem, SaturationReport } from './report.ts';

type Data = ReportProblem['data'];

/** What makes the numbers of a run less than they seem, as sentences made from the facts of each. */
export const REPORT_PROBLEMS = {
  'limit-met': ({ now, limit, value, busiest }: Data) =>
    `Stopped at ${now} s: the limit “${limit}” of ${value} was met. Busiest: ${busiest}.`,
  'nothing-measured': ({ warmup, now }: Data) =>
    `Nothing was measured: the warm-up is ${warmup} s, and the run came to ${now} s.`,
  'load-grows': ({ node, load, growth }: Data) =>
    `No steady state: load is ${load}× what ${node} can serve, and what waits there grows by ${growth} a second.`,
  'load-turned-away': ({ node, load, percent }: Data) =>
    `Saturated: load is ${load}× what ${node} can serve, and ${percent} % of it is turned away.`,
  'not-steady': () =>
    'No steady state: latencies drift all the time, so averages depend on how long you look.',
  'moments-left-out': ({ count }: Data) => `${count} further moments were not kept.`,
  'heavy-tail': ({ client, index }: Data) =>
    `Heavy tail at ${client}: the longest latencies fall off like x^−${index}. Below 2 their spread has no end, and an interval of the mean holds less than it says: look at quantiles.`,
} as const;

export function reportProblem(
  code: keyof typeof REPORT_PROBLEMS,
  data: Data = {},
  severity: ReportProblem['severity'] = 'warning',
): ReportProblem {
  return { severity, code, data, what: REPORT_PROBLEMS[code](data) };
}

/** More than a node can serve: it waits, or it is turned away. */
export function overload({ node, load, turnedAway, growth }: SaturationReport): ReportProblem {
  const times = Number(load.toFixed(load < 1.1 ? 2 : 1));
  return growth > 0 && turnedAway < (load - 1) / load / 2
    ? reportProblem('load-grows', { node, load: times, growth: Number(growth.toPrecision(2)) })
    : reportProblem('load-turned-away', { node, load: times, percent: Math.round(100 * turnedAway) });
}
