import type { Scenario } from '../../../scenario/scenario.ts';
import { replicasIn } from './roles.ts';
import type { Trouble } from './trouble.ts';

/** The same fault at fewer places: one replica instead of all, one direction instead of both. */
export function narrower(trouble: Trouble, { nodes }: Pick<Scenario, 'nodes'>): Trouble[] {
  const { target, fault } = trouble;
  const replicasOf = (id: string): string[] => {
    const node = nodes.find((candidate) => candidate.id === id);
    const found = node === undefined ? [] : replicasIn(node);
    return found.length > 1 ? found : [];
  };
  const [from, to] = target.split(' <-> ');
  const targets =
    fault.strikes !== 'links'
      ? replicasOf(target)
      : to === undefined
        ? []
        : [...replicasOf(to).map((id) => `${from} <-> ${id}`), `${from} -> ${to}`, `${to} -> ${from}`];
  return targets.slice(0, MOST).map((narrow) => ({ ...trouble, target: narrow }));
}

/** Replicas of a node play the same part: a few of them stand for all. */
const MOST = 4;
