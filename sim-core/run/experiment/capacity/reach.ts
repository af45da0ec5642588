import type { Scenario } from '../../../scenario/scenario.ts';

/** Nodes that requests of one node come to, directly or through others; itself too. */
export function reachedFrom({ nodes }: Pick<Scenario, 'nodes'>, from: string): ReadonlySet<string> {
  const seen = new Set([from]);
  // A set hands out what is added while it is walked.
  for (const id of seen) {
    const node = nodes.find((each) => each.id === id);
    for (const target of node?.kind.targets(node.params) ?? []) seen.add(target);
  }
  return seen;
}

/** Those of the clients whose requests come to a node. */
export function clientsOf(
  scenario: Pick<Scenario, 'nodes'>,
  clients: readonly string[],
  node: string,
): readonly string[] {
  return clients.filter((client) => reachedFrom(scenario, client).has(node));
}
