import { exponential } from '../random/distributions.ts';
import type { Random } from '../random/generator.ts';
import { type Agenda, REVERT, SCHEDULED } from './agenda.ts';
import type { ScheduledFault, Strike } from './command.ts';
import type { FaultContext } from './define.ts';
import { resolveTarget, type Target } from './target.ts';

/** Puts a scenario's faults on the agenda. */
export function schedule(
  faults: readonly ScheduledFault[],
  agenda: Agenda,
  context: FaultContext,
  streamFor: (name: string) => Random,
): void {
  faults.forEach((entry, index) => {
    if (entry.kind === 'once') agenda.add(entry.at, SCHEDULED, () => strike(entry.strike, agenda, context));
    else attrition(entry, agenda, context, (purpose) => streamFor(`faults/${index + 1}/${purpose}`));
  });
}

/** Strikes now, and puts the end on the agenda. */
export function strike({ fault, params, lasts, text }: Strike, agenda: Agenda, context: FaultContext): void {
  const { observer, world } = context;
  const { simulation, moments } = world;
  simulation.fingerprint.mixText(simulation.now, text);
  moments.note(simulation.now, 'fault-began', '', { fault: fault.name, text });
  const revert = fault.apply(params, context);
  const ends = lasts !== null && fault.lasts;
  observer.struck(text, ends, !fault.lasts);
  if (!ends) return;
  agenda.add(simulation.now + lasts, REVERT, () => {
    simulation.fingerprint.mixText(simulation.now, text);
    moments.note(simulation.now, 'fault-ended', '', { fault: fault.name, text });
    revert();
    observer.ended();
  });
}

/** Every instance fails on its own: an alternating renewal process with exponential up and down times. */
function attrition(
  { mtbf, mttr, strike: what }: Extract<ScheduledFault, { kind: 'attrition' }>,
  agenda: Agenda,
  context: FaultContext,
  streamFor: (purpose: string) => Random,
): void {
  const upTime = exponential(mtbf);
  const downTime = exponential(mttr);
  for (const params of perInstance(what, context)) {
    const random = streamFor((params[what.fault.name] as { readonly id?: string }).id ?? 'all');
    const next = (from: number): void => {
      agenda.add(from + upTime.sample(random), SCHEDULED, () => {
        const lasts = downTime.sample(random);
        strike({ ...what, params, lasts }, agenda, context);
        next(context.world.simulation.now + lasts);
      });
    };
    next(0);
  }
}

/** A strike at a node or a zone, taken apart into strikes at each instance. */
function perInstance({ fault, params }: Strike, { world, random }: FaultContext): Strike['params'][] {
  const target = params[fault.name] as Target;
  if (fault.strikes !== 'instances' || (target.kind !== 'id' && target.kind !== 'zone')) return [params];
  return resolveTarget(target, world, random).map((address) => ({
    ...params,
    [fault.name]: { kind: 'id', id: world.places[address].id } satisfies Target,
  }));
}
