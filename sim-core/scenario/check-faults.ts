import type { ScheduledFault, Strike } from '../fault/command.ts';
import type { LinkTarget, Target } from '../fault/target.ts';
import { formatQuantity } from '../model/units.ts';
import { SCENARIO_LIMITS } from './schema.ts';
import { replicasOf, unknownName, type Names, type Subject } from './subject.ts';
import type { Finding, Path } from './problem.ts';

export function checkFaults(subject: Subject): Finding[] {
  return subject.content.faults.flatMap((entry, i) => [
    ...checkStrike(entry.strike, ['faults', i], subject),
    ...checkTime(entry, ['faults', i], subject),
    ...checkAttrition(entry, ['faults', i], subject),
  ]);
}

/** Whether everything that a strike names exists. */
export function checkStrike({ fault, params }: Strike, path: Path, names: Names): Finding[] {
  const where = [...path, fault.name];
  const target = params[fault.name];
  if (fault.strikes === 'zone') return checkZone(String(target), where, names);
  if (fault.strikes === 'instances') return checkTarget(target as Target, where, names);
  const { from, to } = target as LinkTarget;
  return [from, to].flatMap((side) => (side === null ? [] : checkTarget(side, where, names)));
}

function checkTarget(target: Target, path: Path, names: Names): Finding[] {
  const { nodes, instances } = names;
  if (target.kind === 'zone') return checkZone(target.zone, path, names);
  if (target.kind === 'id') {
    const known = new Set([...nodes.map(({ id }) => id), ...instances.keys()]);
    return known.has(target.id) ? [] : [unknownName('unknown-place', path, target.id, known)];
  }
  const node = nodes.find(({ id }) => id === target.node);
  if (node === undefined)
    return [
      unknownName(
        'unknown-node',
        path,
        target.node,
        nodes.map(({ id }) => id),
      ),
    ];
  if (target.kind === 'leader' && node.kind.tier !== 'state') {
    return [{ code: 'no-leader-there', path, data: { name: node.id, kind: node.kind.kind } }];
  }
  return [];
}

function checkZone(zone: string, path: Path, { zones }: Names): Finding[] {
  return zones.includes(zone) ? [] : [unknownName('unknown-zone', path, zone, zones)];
}

function checkTime(entry: ScheduledFault, path: Path, { content }: Subject): Finding[] {
  if (entry.kind !== 'once' || entry.at < content.duration) return [];
  const data = {
    at: formatQuantity('duration', entry.at),
    duration: formatQuantity('duration', content.duration),
  };
  return [{ code: 'fault-after-end', path: [...path, 'at'], data, severity: 'warning' }];
}

/** Strikes are no events, so the event budget does not bound them: their expected number has to be small. */
function checkAttrition(
  entry: ScheduledFault,
  path: Path,
  { content, nodes, instances }: Subject,
): Finding[] {
  if (entry.kind !== 'attrition') return [];
  const target = entry.strike.params[entry.strike.fault.name] as Partial<Target> & { id?: string };
  const own = nodes.find(({ id }) => id === target.id);
  const struck =
    own !== undefined ? replicasOf(own.kind, own.params) : target.kind === 'zone' ? instances.size : 1;
  const strikes = Math.round((content.duration / (entry.mtbf + entry.mttr)) * struck);
  if (strikes <= SCENARIO_LIMITS.strikes) return [];
  return [
    { code: 'too-many-strikes', path: [...path, 'mtbf'], data: { strikes, max: SCENARIO_LIMITS.strikes } },
  ];
}
