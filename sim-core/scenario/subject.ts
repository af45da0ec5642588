import type { Kind } from '../model/define.ts';
import { isId } from '../model/fields.ts';
import { nearest } from '../model/nearest.ts';
import type { Finding, Path } from './problem.ts';
import type { NodeSpec } from './scenario.ts';
import { PLACEMENT_KEYS, type ScenarioDocument } from './schema.ts';
import { fieldsIn } from './walk.ts';

/** Everything that a document's texts may name. */
export interface Names {
  readonly zones: readonly string[];
  readonly nodes: readonly NodeSpec[];
  /** Ids of instances, with the node they belong to. */
  readonly instances: ReadonlyMap<string, NodeSpec>;
}

/** What the checks look at: a document whose every part is well formed. */
export interface Subject extends Names {
  readonly content: ScenarioDocument;
  /** Contents of files by name; null when nobody looked for them. */
  readonly files: ReadonlyMap<string, string> | null;
}

/** A name that is not there, with the nearest that is. */
export function unknownName(code: string, path: Path, name: string, known: Iterable<string>): Finding {
  const names = [...known];
  const near = nearest(name, names);
  const data = { name, known: names.slice(0, 20).join(', ') };
  return { code, path, data: near === null ? data : { ...data, suggestion: near } };
}

export function targetsOf({ kind, params }: NodeSpec): readonly string[] {
  return [...new Set(kind.targets(params))];
}

export function replicasOf(kind: Kind, params: NodeSpec['params']): number {
  return kind.replicas(params);
}

/** Where a node's settings name other nodes. */
export function referencesIn(plain: unknown, id: string): { path: Path; value: string }[] {
  return fieldsIn(plain, id).flatMap(({ type, path, value }) =>
    type === 'node' && isId(value) && !PLACEMENT_KEYS.includes(String(path[2])) ? [{ path, value }] : [],
  );
}

/** Where a node's settings name `target`. */
export function pathOf({ id, raw }: NodeSpec, target: string): Path {
  const found = referencesIn({ nodes: { [id]: raw } }, id).find(({ value }) => value === target);
  return found?.path ?? ['nodes', id];
}

/** `order-1`, `order-2` … for a node of several replicas, else its own id. */
export function instancesOf(nodes: readonly NodeSpec[]): Map<string, NodeSpec> {
  const instances = new Map<string, NodeSpec>();
  for (const node of nodes) {
    const replicas = replicasOf(node.kind, node.params);
    for (let i = 1; i <= replicas; i++) instances.set(replicas === 1 ? node.id : `${node.id}-${i}`, node);
  }
  return instances;
}
