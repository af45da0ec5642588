import { MAX_HOPS } from '../model/compute/server.ts';
import { kindOf } from './catalog.ts';
import { checkFaults } from './check-faults.ts';
import { checkLimits } from './check-limits.ts';
import { checkObjectives } from './check-objectives.ts';
import { checkScalers } from './check-scalers.ts';
import { checkSize } from './check-size.ts';
import type { Finding, Path } from './problem.ts';
import type { NodeSpec } from './scenario.ts';
import { fieldsIn, type FoundField } from './walk.ts';
import { pathOf, referencesIn, replicasOf, targetsOf, unknownName, type Subject } from './subject.ts';

/**
 * Nodes that settings name and that don't exist. Looks at the document as written, so that it can tell
 * also when other parts of it are wrong.
 */
export function checkReferences(plain: object): Finding[] {
  const { nodes } = plain as { nodes?: Readonly<Record<string, { kind?: unknown } | null>> | null };
  if (typeof nodes !== 'object' || nodes === null) return [];
  const ids = Object.keys(nodes);
  const servants = ids.filter((id) => kindOf(nodes[id]?.kind)?.tier !== 'client');
  return ids.flatMap((id) =>
    referencesIn(plain, id)
      .filter(({ value }) => !ids.includes(value))
      .map(({ path, value }) =>
        unknownName(
          'unknown-node',
          path,
          value,
          servants.filter((other) => other !== id),
        ),
      ),
  );
}

/** What no single part can tell: names that don't exist, parts that don't fit together. */
export function checkAll(subject: Subject): Finding[] {
  const size = checkSize(subject);
  if (size.length > 0) return size;
  return [
    ...checkZoneNames(subject),
    ...checkZones(subject),
    ...checkInstanceIds(subject),
    ...subject.nodes.flatMap((node) => checkTargets(node, subject)),
    ...checkLoops(subject),
    ...checkTraffic(subject),
    ...subject.nodes.flatMap(checkMajority),
    ...subject.nodes.flatMap(checkRefusals),
    ...checkScalers(subject),
    ...subject.nodes.flatMap((node) => checkClasses(node, subject)),
    ...subject.nodes.flatMap((node) => checkFiles(node, subject)),
    ...checkLimits(subject),
    ...checkLinks(subject),
    ...checkFaults(subject),
    ...checkObjectives(subject),
  ];
}

function checkZoneNames({ content: { zones } }: Subject): Finding[] {
  return zones.flatMap((name, i): Finding[] =>
    zones.indexOf(name) === i ? [] : [{ code: 'duplicate-key', path: ['zones', i], data: { key: name } }],
  );
}

function checkZones({ content, nodes }: Subject): Finding[] {
  return nodes.flatMap(({ id, zones }) => {
    const { zone, zones: several } = content.nodes[id];
    const base: Path = ['nodes', id];
    if (zone !== undefined && several !== undefined)
      return [{ code: 'zone-and-zones', path: [...base, 'zone'], data: {} }];
    return zones.flatMap((name, i) => {
      if (content.zones.includes(name)) return [];
      return unknownName(
        'unknown-zone',
        zone === undefined ? [...base, 'zones', i] : [...base, 'zone'],
        name,
        content.zones,
      );
    });
  });
}

/** `order-2` may not be a node beside a node `order` of two replicas. */
function checkInstanceIds({ nodes }: Subject): Finding[] {
  return nodes.flatMap(({ id }) => {
    const [, stem, number] = /^(.+)-([1-9]\d*)$/.exec(id) ?? [];
    const owner = nodes.find((node) => node.id === stem);
    const replicas = owner === undefined ? 1 : replicasOf(owner.kind, owner.params);
    if (replicas === 1 || Number(number) > replicas) return [];
    return [
      { code: 'instance-id-clash', path: ['nodes', id], at: 'key' as const, data: { name: id, node: stem } },
    ];
  });
}

function checkTargets(node: NodeSpec, { nodes }: Subject): Finding[] {
  return targetsOf(node).flatMap((target): Finding[] => {
    const path = pathOf(node, target);
    const other = nodes.find(({ id }) => id === target);
    if (other === undefined) return [];
    if (other.kind.tier === 'client')
      return [{ code: 'target-is-client', path, data: { name: target, kind: other.kind.kind } }];
    if (other.kind.tier === 'control')
      return [{ code: 'target-is-control', path, data: { name: target, kind: other.kind.kind } }];
    return needsBalancer(node, other)
      ? [{ code: 'needs-balancer', path, data: balancerData(node, other) }]
      : [];
  });
}

/** A node is reached at its first instance; only balancers and the routes of stores spread requests. */
function needsBalancer(from: NodeSpec, { id, kind, params }: NodeSpec): boolean {
  const { tier } = from.kind;
  if (from.kind.spreads?.(from.params).includes(id)) return false;
  return tier !== 'edge' && tier !== 'control' && kind.tier !== 'state' && replicasOf(kind, params) > 1;
}

function balancerData(from: NodeSpec, { id, kind, params }: NodeSpec): Finding['data'] {
  return { from: from.id, name: id, replicas: replicasOf(kind, params) };
}

function checkLoops({ nodes }: Subject): Finding[] {
  // Clients take no requests, so none goes round through them.
  const passing = nodes.filter(({ kind }) => kind.tier !== 'client');
  const byId = new Map(passing.map((node) => [node.id, node]));
  const done = new Set<string>();
  const findings: Finding[] = [];
  for (const start of passing) {
    const loop = findLoop(start, byId, done);
    if (loop === null) continue;
    const last = byId.get(loop[loop.length - 2])!;
    const data = { loop: loop.join(' → '), hops: MAX_HOPS };
    findings.push({
      code: 'call-loop',
      path: pathOf(last, loop[loop.length - 1]),
      data,
      severity: 'warning',
    });
  }
  return findings;
}

/** A way from `start` back to a node that is already on it; depth first, each node once over all calls. */
function findLoop(start: NodeSpec, byId: ReadonlyMap<string, NodeSpec>, done: Set<string>): string[] | null {
  const way: string[] = [];
  const stack: { id: string; depth: number }[] = [{ id: start.id, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    way.length = next.depth;
    const seen = way.indexOf(next.id);
    if (seen >= 0) return [...way.slice(seen), next.id];
    if (done.has(next.id)) continue;
    done.add(next.id);
    way.push(next.id);
    const node = byId.get(next.id);
    for (const target of node === undefined ? [] : targetsOf(node))
      stack.push({ id: target, depth: way.length });
  }
  return null;
}

function checkTraffic({ nodes }: Subject): Finding[] {
  if (!nodes.some(({ kind }) => kind.tier === 'client')) {
    return [{ code: 'no-traffic', path: ['nodes'], at: 'key', data: {}, severity: 'warning' }];
  }
  const reached = new Set(nodes.filter(({ kind }) => kind.tier !== 'control').flatMap(targetsOf));
  return nodes
    .filter(({ id, kind }) => kind.tier !== 'client' && kind.tier !== 'control' && !reached.has(id))
    .map(({ id }) => ({
      code: 'unused-node',
      path: ['nodes', id],
      at: 'key',
      data: { name: id },
      severity: 'warning',
    }));
}

/** Two replicas that need a majority are less available than one. */
function checkMajority({ id, kind, params }: NodeSpec): Finding[] {
  if (kind.tier !== 'state' || params.fencing !== true || replicasOf(kind, params) !== 2) return [];
  return [
    { code: 'majority-of-two', path: ['nodes', id, 'replicas'], data: { name: id }, severity: 'warning' },
  ];
}

/** Settings that don't go together, as the node's kind says. */
function checkRefusals({ id, kind, raw, params }: NodeSpec): Finding[] {
  const refused = kind.refusals?.(raw, params) ?? [];
  return refused.map(({ code, setting, within = [], data }) => ({
    code,
    path: Object.hasOwn(raw, setting) ? ['nodes', id, setting, ...within] : ['nodes', id],
    at: code === 'not-offered' ? ('key' as const) : ('value' as const),
    data: { node: id, ...data },
  }));
}

/** Service times, operations, bulkheads and weights per request class, for classes that nobody sends. */
function checkClasses({ id, kind, raw }: NodeSpec, { nodes }: Subject): Finding[] {
  if (kind.tier === 'client') return [];
  const { service, disk, bulkheads, queueing } = raw as {
    readonly service?: unknown;
    readonly bulkheads?: unknown;
    readonly queueing?: { readonly weights?: unknown };
    readonly disk?: { readonly classes?: unknown };
  };
  const sent = nodes.flatMap(({ params }) => Object.keys(params.classes ?? {}));
  const unsent = (settings: unknown, ...path: string[]): Finding[] =>
    namesIn(settings)
      .filter((name) => !sent.includes(name))
      .map((name) => ({
        ...unknownName('unknown-class', ['nodes', id, ...path, name], name, sent),
        at: 'key',
      }));
  return [
    ...unsent(service, 'service'),
    ...unsent(disk?.classes, 'disk', 'classes'),
    ...unsent(bulkheads, 'bulkheads'),
    ...unsent(queueing?.weights, 'queueing', 'weights'),
  ];
}

/** Keys of a map by class; a distribution given by its values is none. */
function namesIn(settings: unknown): string[] {
  if (typeof settings !== 'object' || settings === null || 'values' in settings) return [];
  return Object.keys(settings);
}

function checkFiles({ id, raw }: NodeSpec, { files }: Subject): Finding[] {
  if (files === null) return [];
  return fieldsIn({ nodes: { [id]: raw } }, id)
    .filter(({ type }) => type === 'file')
    .flatMap((field) => checkFile(field, files));
}

function checkFile({ path, value, inspect }: FoundField, files: ReadonlyMap<string, string>): Finding[] {
  const contents = files.get(String(value));
  if (contents === undefined) return [unknownName('unknown-file', path, String(value), files.keys())];
  const complaint = inspect?.(contents) ?? null;
  if (complaint === null) return [];
  return [{ ...complaint, path, data: { name: String(value), ...complaint.data } }];
}

function checkLinks({ content, instances, nodes }: Subject): Finding[] {
  const known = new Set([...nodes.map(({ id }) => id), ...instances.keys()]);
  return (content.network?.links ?? []).flatMap(({ from, to }, i) =>
    [['from', from] as const, ['to', to] as const]
      .filter(([, name]) => !known.has(name))
      .map(([side, name]) => unknownName('unknown-place', ['network', 'links', i, side], name, known)),
  );
}
