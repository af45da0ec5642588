import type { Fault } from '../../../fault/define.ts';
import { faults } from '../../../fault/index.ts';
import { metricsOf } from '../../../model/define.ts';
import type { NodeSpec, Scenario } from '../../../scenario/scenario.ts';
import { replicasOf, targetsOf } from '../../../scenario/subject.ts';

/** Whom a fault may strike: targets that play the same part, such as all replicas of a node. */
export interface Role {
  readonly fault: Fault;
  /** The target with a replica's number left out: `one of store`. */
  readonly name: string;
  readonly targets: readonly string[];
}

type Parts = Pick<Scenario, 'nodes' | 'zones'>;

/** Replicas of a node that are told apart; the others play the same part. */
const MOST_REPLICAS = 50;

/** Faults that last. What is over at once, such as a restart, heals and is no trouble. */
export const troubles: readonly Fault[] = faults.filter(({ lasts }) => lasts);

/**
 * Everything that could go wrong in a scenario, by the table of faults. Clients are not struck, and their links are not
 * cut: that a client which is cut off gets no answers proves nothing about a system. All replicas of a node at once are
 * slowed down, but not crashed: that would be many faults, not one.
 *
 * @param spared ids of nodes that nothing happens to, nor to their links.
 */
export function rolesOf(parts: Parts, used: readonly Fault[], spared: readonly string[]): Role[] {
  const named = used.flatMap((fault) =>
    targetsFor(fault, parts, spared).map((target) => ({ fault, target })),
  );
  const roles = new Map<string, { fault: Fault; name: string; targets: string[] }>();
  for (const { fault, target } of named) {
    const name = roleOf(fault, target, parts);
    const key = `${fault.name} ${name}`;
    const role = roles.get(key) ?? { fault, name, targets: [] };
    role.targets.push(target);
    roles.set(key, role);
  }
  return [...roles.values()];
}

/** A target without the numbers of replicas, and without directions. */
export function roleOf(
  { strikes }: Pick<Fault, 'strikes'>,
  target: string,
  { nodes }: Pick<Parts, 'nodes'>,
): string {
  if (strikes === 'zone') return `zone ${target}`;
  const [from, to] = target.split(' -> ');
  const both = to === undefined ? target : inOrder(from, to, nodes).join(' <-> ');
  return both.replaceAll(/[a-z][a-z0-9-]*/g, (word) => {
    const owner = ownerOf(word, nodes);
    return owner === undefined || owner.id === word ? word : `one of ${owner.id}`;
  });
}

/** Two ends of a link as a pair is written: who calls first; of those that do not call, by their names. */
function inOrder(from: string, to: string, nodes: readonly NodeSpec[]): [string, string] {
  if (calls(from, to, nodes)) return [from, to];
  return calls(to, from, nodes) || to < from ? [to, from] : [from, to];
}

/** Node of an instance, or of its own id. */
function ownerOf(word: string, nodes: readonly NodeSpec[]): NodeSpec | undefined {
  const whole = nodes.find(({ id }) => id === word);
  if (whole !== undefined) return whole;
  const [, stem, number] = /^(.+)-([1-9]\d*)$/.exec(word) ?? [];
  return nodes.find((node) => node.id === stem && Number(number) <= countOf(node));
}

function calls(from: string, to: string, nodes: readonly NodeSpec[]): boolean {
  const [caller, callee] = [ownerOf(from, nodes), ownerOf(to, nodes)];
  return caller !== undefined && callee !== undefined && targetsOf(caller).includes(callee.id);
}

function targetsFor(fault: Fault, parts: Parts, spared: readonly string[]): string[] {
  const nodes = parts.nodes.filter(({ id, kind }) => kind.tier !== 'client' && !spared.includes(id));
  switch (fault.strikes) {
    case 'zone':
      return zonesIn({ ...parts, nodes });
    case 'instances':
      return nodes.filter((node) => feels(node, fault)).flatMap((node) => placesOf(node, fault));
    default:
      return [...linksIn(parts, fault, spared), ...nodes.flatMap(alone), ...zoneLinks({ ...parts, nodes })];
  }
}

function feels({ kind, params }: NodeSpec, { feltWith }: Fault): boolean {
  return feltWith === undefined || metricsOf(kind, params).some(({ name }) => name === feltWith);
}

function placesOf(node: NodeSpec, { strength }: Fault): string[] {
  const all = countOf(node) > 1 && strength !== undefined ? [node.id] : [];
  return [...all, ...replicasIn(node), ...leaderOf(node)];
}

/** Ids of its instances. */
export function replicasIn(node: NodeSpec): string[] {
  const count = Math.min(MOST_REPLICAS, countOf(node));
  return count === 1 ? [node.id] : Array.from({ length: count }, (_, i) => `${node.id}-${i + 1}`);
}

function leaderOf({ id, kind, params }: NodeSpec): string[] {
  const leads = kind.tier === 'state' && metricsOf(kind, params).some(({ name }) => name === 'leader');
  return leads && kind.replicas(params) > 1 ? [`leader of ${id}`] : [];
}

/** One replica cut off from everybody, or reached badly by everybody. */
function alone(node: NodeSpec): string[] {
  if (countOf(node) === 1 || node.kind.tier === 'control') return [];
  return [...replicasIn(node), ...leaderOf(node)];
}

/** Links between nodes that talk: all of them, and those of single replicas. */
function linksIn({ nodes }: Parts, { strength }: Fault, spared: readonly string[]): string[] {
  const callers = nodes.filter(({ id, kind }) => kind.tier !== 'control' && !spared.includes(id));
  return callers.flatMap((from) => {
    if (from.kind.tier === 'client' && strength === undefined) return [];
    return targetsOf(from)
      .filter((id) => !spared.includes(id))
      .flatMap((id) => {
        const to = nodes.find((node) => node.id === id)!;
        const single = countOf(to) === 1 ? [] : replicasIn(to);
        return [id, ...single].map((target) => `${from.id} <-> ${target}`);
      });
  });
}

function zonesIn({ nodes, zones }: Parts): string[] {
  return zones.filter((zone) => nodes.some((node) => node.zones.includes(zone)));
}

/** Pairs of zones, in one way to write them. */
function zoneLinks(parts: Parts): string[] {
  const used = zonesIn(parts).sort();
  return used.flatMap((from, i) => used.slice(i + 1).map((to) => `zone ${from} <-> zone ${to}`));
}

function countOf({ kind, params }: NodeSpec): number {
  return replicasOf(kind, params);
}
