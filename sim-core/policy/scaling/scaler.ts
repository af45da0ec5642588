import type { Behaviour } from './behaviour.ts';
import type { Change, Step } from './step-rules.ts';

/** What is known of one replica at a look. */
export interface ReplicaSample {
  /** What is watched, in its own unit: for utilisation the share of its cores that was busy; null when not measured. */
  readonly value: number | null;
  /** Share of its cores that was busy; null when not measured. */
  readonly utilisation: number | null;
  /** Whether its measurement may be trusted; one that has none and should have is ready too. */
  readonly ready: boolean;
}

/** What an autoscaler knows when it decides. */
export interface ScalingView {
  /** Simulated seconds. */
  readonly now: number;
  /** Replicas that are in service or on their way there. */
  readonly current: number;
  /** One sample for each of the current replicas. */
  readonly replicas: readonly ReplicaSample[];
  /** Requests that wait or are in work, over all replicas. */
  readonly backlog: number;
  /** Requests that came since what was known at the last look, per second. */
  readonly rate: number;
  /** Seconds over which {@link rate} was measured; 0 when nothing is known that was not known then. */
  readonly window: number;
  /** Seconds that a new replica takes, at the mean. */
  readonly bootTime: number;
}

/** At `at` seconds into the period, from then on at least so many replicas. */
export interface ScheduleEntry {
  readonly at: number;
  readonly replicas: number;
}

/** Numbers that the scalers are set by; each reads its own. */
export interface ScalingSettings {
  readonly min: number;
  readonly max: number;
  /** Mean over the replicas to keep, in the unit of what is watched: for utilisation a share of the cores. */
  readonly target: number;
  /** Whether utilisation is what is watched: Kubernetes counts resources and other metrics differently. */
  readonly isResource: boolean;
  /** Ratios of measured to target from 1 − this to 1 + this change nothing. */
  readonly tolerance: number;
  readonly scaleOut: Behaviour;
  readonly scaleIn: Behaviour;
  /** Step scaling: what a breach of how much changes. */
  readonly steps: readonly Step[];
  readonly change: Change;
  /** Step scaling: seconds for which a new replica does not count yet. */
  readonly warmUp: number;
  readonly schedule: readonly ScheduleEntry[];
  /** Seconds after which the schedule repeats; 0 for never. */
  readonly schedulePeriod: number;
  /** Queue depth: requests per replica that are as they should be. */
  readonly backlogPerReplica: number;
  readonly forecast: ForecastSettings;
}

export interface ForecastSettings {
  readonly kind: 'additive' | 'multiplicative';
  /** Seconds after which the rate repeats: a day. */
  readonly season: number;
  /** Parts that a season is cut into; the rate of each is one observation. */
  readonly parts: number;
  /** Smoothing of level, trend and season: 0 never learns, 1 believes only the last observation. */
  readonly level: number;
  readonly trend: number;
  readonly seasonal: number;
}

/** What a scaler wants, with what it foresees if it does foresee. */
export interface Scaler<State = unknown> {
  readonly name: string;
  readonly summary: string;
  init(settings: ScalingSettings): State;
  /** Replicas that there should be. The state is the scaler's own and may change. */
  desired(view: ScalingView, state: State, settings: ScalingSettings): number;
  /** Mean absolute percentage error of its forecasts so far, as a share; NaN while there is none. */
  forecastError?(state: State): number;
  /** Highest rate that it foresees until a replica ordered now would be there; NaN while it foresees nothing. */
  foreseen?(state: State): number;
  /** Rate that it had foreseen for just now, when that could still be prepared for; NaN if it had not. */
  expected?(state: State): number;
}

/** Keeps a number of replicas within the bounds. */
export function within(
  { min, max }: { readonly min: number; readonly max: number },
  replicas: number,
): number {
  return Math.max(min, Math.min(max, replicas));
}
