import { nearest } from '../../../model/nearest.ts';
import type { NodeSpec, Scenario } from '../../../scenario/scenario.ts';
import type { Loaded } from '../../../scenario/load.ts';
import { SCENARIO_LIMITS } from '../../../scenario/schema.ts';
import { scalerOf } from './book.ts';
import type { NoAnswer } from './capacity-report.ts';
import type { Means } from './means.ts';
import type { Range } from './node-question.ts';
import { reachedFrom } from './reach.ts';

/** Loads the scenario with further overrides. */
export type Load = (set: readonly string[]) => Loaded;

/** So many times the replicas that there are may be tried, and at least so many. */
const MOST_TIMES = 8;
const FEWEST_MOST = 16;

/** A node whose replicas can be varied, with how many may be tried; or why not. */
export interface Candidate {
  readonly id: string;
  readonly range: Range;
  readonly leastReason: string;
}

export function candidateOf(scenario: Scenario, id: string, load: Load): Candidate | NoAnswer {
  const node = scenario.nodes.find((each) => each.id === id);
  if (node === undefined) return unknown(scenario, id);
  const { tier, kind } = node.kind;
  if (tier !== 'service' && tier !== 'state')
    return {
      reason: `${id} is a ${kind}: it has no replicas.`,
      fix: `Ask about one of ${scalable(scenario).join(', ') || 'the nodes that work, such as a server'}.`,
    };
  const scaler = scalerOf(scenario, id);
  if (scaler !== null)
    return {
      reason: `${scaler} decides how many replicas of ${id} there are; \`replicas\` is only the room that it has.`,
      fix: `Take ${scaler} out of the scenario to ask how many fixed replicas are needed.`,
    };
  const replicas = node.kind.replicas(node.params);
  const [more] = problemsWith(load, id, replicas + 1);
  if (more !== undefined) return more;
  const room = SCENARIO_LIMITS.instances - instances(scenario) + replicas;
  const most = Math.min(room, Math.max(FEWEST_MOST, MOST_TIMES * replicas));
  const { least, leastReason } = fewest(load, id, replicas);
  return { id, range: { least, most, from: replicas }, leastReason };
}

function unknown(scenario: Scenario, id: string): NoAnswer {
  const ids = scalable(scenario);
  const near = nearest(id, ids);
  return {
    reason: `There is no node “${id}”.`,
    fix: near === null ? `Nodes with replicas are: ${ids.join(', ')}.` : `Did you mean “${near}”?`,
  };
}

function scalable({ nodes }: Scenario): string[] {
  return nodes.filter(({ kind }) => kind.tier === 'service' || kind.tier === 'state').map(({ id }) => id);
}

function instances({ nodes }: Scenario): number {
  return nodes.reduce((sum, { kind, params }) => sum + kind.replicas(params), 0);
}

/** What the document has against so many replicas: a missing balancer, a fault that names one that is gone. */
function problemsWith(load: Load, id: string, replicas: number): NoAnswer[] {
  return load([`nodes.${id}.replicas=${replicas}`])
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ what, fix }) => ({ reason: what.replace(/^In `[^`]*`: /, ''), fix }));
}

/** The fewest replicas with which the document still makes sense, by bisection. */
function fewest(load: Load, id: string, replicas: number): { least: number; leastReason: string } {
  let leastReason = '';
  let bad = 0;
  let good = replicas;
  while (good - bad > 1) {
    const middle = bad === 0 ? 1 : (bad + good) >> 1;
    const [problem] = middle === good ? [] : problemsWith(load, id, middle);
    if (problem === undefined) good = middle;
    else [bad, leastReason] = [middle, problem.reason];
    if (bad === 0) break;
  }
  return { least: good, leastReason };
}

/**
 * The busiest server whose replicas can be varied; without any, why the busiest of all cannot. Servers that objectives
 * have to do with come first.
 *
 * @param asking nodes that objectives are about.
 */
export function busiestCandidate(
  scenario: Scenario,
  means: Means,
  load: Load,
  asking: readonly string[],
): Candidate | NoAnswer {
  const concerned = new Set(asking.flatMap((id) => [...reachedFrom(scenario, id)]));
  const use = ({ id }: NodeSpec) => (means.of(`${id}.utilisation`) ?? 0) + (concerned.has(id) ? 1 : 0);
  const servers = scenario.nodes
    .filter(({ kind }) => kind.tier === 'service')
    .toSorted((a, b) => use(b) - use(a));
  const found = servers.map(({ id }) => candidateOf(scenario, id, load));
  const usable = found.find((each) => 'id' in each);
  if (usable !== undefined) return usable;
  return (
    found[0] ?? {
      reason: 'No node of this scenario is a server.',
      fix: 'Name the node whose replicas matter with --node.',
    }
  );
}
