import type { z } from 'zod';
import type { Component } from '../kernel/component.ts';
import type { Place } from './place.ts';
import type { World } from './world.ts';

/** How samples of a metric are to be read. */
export type MetricKind =
  /** A level that holds until it changes: queue length, leader or not. */
  | 'gauge'
  /** Only grows: things counted since the start. */
  | 'counter'
  /** What counts is how it stands at the end: a record, the room in use. */
  | 'last'
  /** Integral over time of a level, in unit · seconds: its difference over a window is the mean level. */
  | 'area';

export interface Metric<C> {
  /** As in reports: `queueLength`. */
  readonly name: string;
  readonly kind: MetricKind;
  /** Unit of the value: `requests`, `bytes`, `fraction`, `seconds`, or empty for a plain number. */
  readonly unit: string;
  /** One sentence. */
  readonly help: string;
  /** What becomes of the replicas' values; default: the mean of fractions, the sum of everything else. */
  readonly across?: 'sum' | 'mean' | 'max';
  /** Whether a node with these settings has it; without this, every node of the kind. */
  readonly isFor?: (params: Readonly<Record<string, unknown>>) => boolean;
  read(component: C, now: number): number;
}

/** The metrics that a node with these settings has: what it does not do is neither sampled nor shown. */
export function metricsOf(
  { metrics }: Pick<Kind, 'metrics'>,
  params: Readonly<Record<string, unknown>>,
): readonly Metric<Component>[] {
  return metrics.filter(({ isFor }) => isFor === undefined || isFor(params));
}

/** What a node is there for: who asks, who directs, who works, who keeps; and who looks after others. */
export type Tier = 'client' | 'edge' | 'service' | 'state' | 'control';

/** A node's settings as they stand in a document. */
export type Written = Readonly<Record<string, unknown>>;

/** A setting that does not go with another one: a problem with that code at that setting. */
export interface Refusal {
  readonly code: string;
  readonly setting: string;
  /** Where within that setting. */
  readonly within?: readonly (string | number)[];
  readonly data: Readonly<Record<string, string>>;
}

/** What whoever reads figures of a part should know: a sentence each, shown in reports. */
export interface Caveats {
  /** What the model takes for granted. */
  readonly assumes: string;
  /** What it leaves out that a real one has. */
  readonly leavesOut: string;
}

/**
 * A kind of node, declared once. Compiler, inspector form, palette, CLI listing, JSON Schema and docs all
 * read it from here; adding a kind is one file and one line in `scenario/catalog.ts`.
 */
export interface Kind<S extends z.ZodObject = z.ZodObject, C extends Component = Component> {
  readonly kind: string;
  readonly summary: string;
  readonly caveats: Caveats;
  readonly tier: Tier;
  readonly params: S;
  /** Settings that may change while the run goes on. */
  readonly live: readonly string[];
  readonly metrics: readonly Metric<C>[];
  /** What its own times are, for kinds that record any (`timed.ts`); clients have theirs besides. */
  readonly latency?: string;
  /** How many instances a node of this kind has. */
  replicas(params: z.output<S>): number;
  /** Ids of the nodes it sends to, for drawing and for checking that they exist. */
  targets(params: z.output<S>): readonly string[];
  /** Ids of the nodes whose replicas it spreads requests over, without a balancer. */
  spreads?(params: z.output<S>): readonly string[];
  /** Builds one instance. Other instances may not exist yet: look them up in `start`. */
  build(place: Place, params: z.output<S>, world: World): C;
  /** Adds defaults that depend on other settings. */
  complete?(written: Written): Written;
  /** Settings that do not go together. */
  refusals?(written: Written, params: z.output<S>): readonly Refusal[];
  /** Takes in new settings, which differ from the old only in those named in `live`. */
  reconfigure(component: C, params: z.output<S>): void;
}

/** Keeps the types of `params`, `build` and `metrics` together. */
export function defineKind<S extends z.ZodObject, C extends Component>(kind: Kind<S, C>): Kind<S, C> {
  return kind;
}
