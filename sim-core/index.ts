/**
 * Brownout as a library: load a scenario, run it, read the report. Pure: no files, no clock, no globals.
 *
 * @example
 * const { scenario, problems } = loadScenario(text);
 * if (scenario !== null) console.log(run(scenario, { seed: 7 }).clients.web.latency.p99);
 */
export { faults } from './fault/index.ts';
export type { Command, Intervention } from './fault/command.ts';
export { DEFAULT_LIMITS, type Limits } from './kernel/limits.ts';
export type { Kind, Metric } from './model/define.ts';
export type { Moment } from './model/moments.ts';
export { balancers } from './policy/balancing/index.ts';
export { breakerWindows } from './policy/breaker/index.ts';
export { concurrencyPolicies } from './policy/concurrency/index.ts';
export { hedgePolicies } from './policy/hedge/index.ts';
export { disciplines } from './policy/queueing/index.ts';
export { rateLimits } from './policy/rate-limit/index.ts';
export { budgetPolicies } from './policy/retry-budget/index.ts';
export { retryPolicies } from './policy/retry/index.ts';
export { scalers } from './policy/scaling/index.ts';
export { planCapacity, type CapacityOptions } from './run/experiment/capacity/capacity.ts';
export {
  CAPACITY_SCHEMA,
  isAnswer,
  type CapacityReport,
  type NoAnswer,
} from './run/experiment/capacity/capacity-report.ts';
export { hunt, type HuntOptions } from './run/experiment/hunt/hunt.ts';
export { HUNT_SCHEMA, type Finding, type HuntReport } from './run/experiment/hunt/hunt-report.ts';
export { exporters, type Exporter } from './run/export/index.ts';
export { momentText } from './run/moment-text.ts';
export {
  REPORT_SCHEMA,
  type ClientReport,
  type CostReport,
  type LatencyReport,
  type NodeReport,
  type ObjectiveReport,
  type RecoveryReport,
  type Report,
  type ReportProblem,
  type StopReason,
} from './run/report.ts';
export { SpanRecorder, type Span } from './run/spans/span-recorder.ts';
export { checkFit, type CheckedFit, type FitCheck } from './run/fit/check-fit.ts';
export { fitLog, type LogFit, type LogFitProblem } from './run/fit/fit-log.ts';
export { Run, run, type RunOptions } from './run/run.ts';
export { ENGINE } from './run/version.ts';
export {
  CLIENT_METRICS,
  filesNamedIn,
  formOf,
  jsonSchema,
  kinds,
  loadScenario,
  parseCommand,
  SCENARIO_LIMITS,
  TEXT_LIMITS,
  type FormField,
  type FormType,
  type Loaded,
  type LoadOptions,
  type NodeSpec,
  type Objective,
  type ParsedCommand,
  type Problem,
  type ProblemData,
  type Scenario,
} from './scenario/index.ts';
export * as queueingTheory from './stats/queueing/index.ts';
