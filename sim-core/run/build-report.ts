import { checkRun } from '../check/index.ts';
import { heavyTail } from '../stats/tail-index.ts';
import { detectWarmUp } from '../stats/warm-up.ts';
import { costReport } from './cost-report.ts';
import { seconds, windowOf } from './measure.ts';
import type { Window } from './series.ts';
import { momentText } from './moment-text.ts';
import { evaluate } from './objectives.ts';
import type { World } from '../model/world.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Plan } from './plan.ts';
import { evaluateRecovery, RECOVERY_TIME } from './recovery/recovery-objective.ts';
import { recoveryReport } from './recovery/recovery-report.ts';
import type { Standing } from './recovery/recovery-watch.ts';
import {
  REPORT_SCHEMA,
  type Report,
  type ReportProblem,
  type SaturationReport,
  type StopReason,
} from './report.ts';
import { overload, reportProblem } from './report-problems.ts';
import { saturatedNodes } from './saturation.ts';
import type { Sampler } from './sampler.ts';
import { clientReports, nodeReports } from './summary.ts';
import { ENGINE } from './version.ts';

/** What a report is made from: all that a run is, seen from outside. */
export interface Reported {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly plan: Plan;
  readonly sampler: Sampler;
  readonly world: World;
  readonly now: number;
  readonly fingerprint: string;
  readonly stopReason: StopReason;
  /** When something was first done to the run from outside; Infinity if nothing was. */
  readonly firstDisturbance: number;
  readonly recoveries: readonly Standing[];
}

interface Cut {
  readonly span: Window;
  readonly warmup: Report['warmup'];
}

/** Everything a run has to say, up to where it is. */
export function buildReport(run: Reported): Report {
  const { scenario, plan, sampler, world } = run;
  const { simulation, moments } = world;
  const { span, warmup } = cutWarmUp(run);
  const start = span.from * plan.interval;
  const nodes = nodeReports(plan, sampler, span);
  const clients = clientReports(plan, sampler, span);
  const saturated = saturatedIn(run, span);
  return {
    schema: REPORT_SCHEMA,
    scenario: { title: scenario.title, hash: scenario.hash },
    seed: run.seed,
    engine: ENGINE,
    fingerprint: run.fingerprint,
    events: simulation.delivered,
    peakPending: simulation.queue.peak,
    simulatedSeconds: run.now,
    warmupSeconds: start,
    warmup,
    stopReason: run.stopReason,
    nodes,
    clients,
    cost: costReport(nodes, clients, seconds(sampler.series, span)),
    moments: moments.list.map((moment) => ({ ...moment, text: momentText(moment) })),
    recoveries: run.recoveries.map((standing) => recoveryReport(standing, plan.interval)),
    objectives: scenario.expect.map((objective) => {
      if (objective.metric === RECOVERY_TIME)
        return evaluateRecovery(objective, run.recoveries, plan.interval);
      const within = windowOf(
        sampler.series,
        Math.max(objective.from ?? start, 0),
        objective.until ?? run.now,
      );
      return evaluate(objective, plan, sampler, within);
    }),
    saturated,
    problems: [
      ...problemsOf(run, { span, warmup }, saturated),
      ...tailProblems(run, span),
      ...checkRun(world).map((finding) => ({ ...finding, code: 'law-broken', data: {} })),
    ],
  };
}

/**
 * What to count: everything after the warm-up. Automatic warm-up removal looks only at what happened before
 * the first fault or intervention, for what comes after is no warm-up.
 */
function cutWarmUp(run: Reported): Cut {
  const { scenario, sampler } = run;
  const { series } = sampler;
  const until = windowOf(series, 0, run.now).to;
  const from = (time: number) => sampler.sliceRow(time);
  if (scenario.warmup === 'none') return { span: { from: 0, to: until }, warmup: 'none' };
  if (typeof scenario.warmup === 'number') {
    return { span: { from: Math.min(until, from(scenario.warmup)), to: until }, warmup: 'set' };
  }
  let cut = 0;
  let steady = true;
  for (const { client } of sampler.clients) {
    const found = detectWarmUp(client.latency.batches);
    steady &&= found.steady;
    cut = Math.max(cut, sampler.rowOfCount(client, found.values));
  }
  const disturbed = run.firstDisturbance;
  if (!steady) return { span: { from: 0, to: until }, warmup: disturbed < run.now ? 'none' : 'not-steady' };
  // A run that was stopped within the slice of the cut would have nothing left.
  if (cut * series.interval > disturbed || cut >= until)
    return { span: { from: 0, to: until }, warmup: 'none' };
  return { span: { from: cut, to: until }, warmup: 'detected' };
}

function problemsOf(
  run: Reported,
  { span, warmup }: Cut,
  saturated: readonly SaturationReport[],
): ReportProblem[] {
  const problems: ReportProblem[] = [];
  const { stopReason } = run;
  if (stopReason.kind === 'limit') {
    const { limit, value, busiest } = stopReason;
    const facts = { now: run.now, limit, value, busiest: busiest.join(', ') };
    problems.push(reportProblem('limit-met', facts, 'error'));
  }
  if (warmup === 'set' && span.to <= span.from && stopReason.kind !== 'interrupted')
    problems.push(reportProblem('nothing-measured', { warmup: run.scenario.warmup, now: run.now }));
  problems.push(...saturated.map(overload));
  if (warmup === 'not-steady' && saturated.length === 0) problems.push(reportProblem('not-steady'));
  const { left } = run.world.moments;
  if (left > 0) problems.push(reportProblem('moments-left-out', { count: left }));
  return problems;
}

/** Overload that was there before anything was done to the run: later it belongs to the faults. */
function saturatedIn({ plan, sampler, firstDisturbance }: Reported, span: Window): SaturationReport[] {
  const { to } = windowOf(sampler.series, 0, firstDisturbance);
  const found = saturatedNodes(plan, sampler, { from: span.from, to: Math.min(span.to, to) });
  return found.sort((a, b) => b.load - a.load);
}

/** Latencies whose spread has no end, where nothing was done to the run that would explain them. */
function tailProblems({ plan, sampler, firstDisturbance, now }: Reported, span: Window): ReportProblem[] {
  if (firstDisturbance < now) return [];
  return sampler.clients.flatMap(({ instance }) => {
    const index = heavyTail(sampler.latencies(instance, span));
    if (index === null) return [];
    return [reportProblem('heavy-tail', { client: plan.instances[instance].id, index: index.toFixed(1) })];
  });
}
