import * as z from 'zod';
import type { ScheduledFault, Strike } from '../fault/command.ts';
import type { Fault } from '../fault/define.ts';
import { faults } from '../fault/index.ts';
import { complain, duration, passOn, type IssueSink } from '../model/fields.ts';
import { nearest } from '../model/nearest.ts';
import { asWritten } from './problem.ts';

const timing = {
  at: duration({
    label: 'At',
    help: 'When it strikes, counted from the start of the run.',
    unit: 's',
  }).optional(),
  for: duration({ label: 'For', help: 'How long it lasts; without it, to the end.', unit: 's' }).optional(),
  mtbf: duration({
    label: 'Mean time between failures',
    help: 'Instead of `at`: strikes at random, each instance on its own, on average this long after it came back.',
    min: 0.001,
  }).optional(),
  mttr: duration({
    label: 'Mean time to repair',
    help: 'With `mtbf`: how long it lasts on average.',
    min: 0.001,
  }).optional(),
};

/** An entry's whole schema, fault by fault: its own settings and when it strikes. */
export const faultSchemas: ReadonlyMap<string, z.ZodObject> = new Map(
  faults.map(({ name, params }) => [name, (params.safeExtend(timing) as z.ZodObject).strict()]),
);

/** The fault that an entry names with one of its keys. */
export function faultOf(entry: unknown): Fault | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  return faults.find(({ name }) => Object.hasOwn(entry, name));
}

type Entry = Readonly<Record<string, unknown>>;

/** One line under `faults:`, or of an intervention: its fault, when, for how long, whom. */
export const faultEntry = z
  .unknown()
  .transform((raw, context): ScheduledFault => readEntry(raw, context, true) ?? z.NEVER)
  .meta({ title: 'Fault' });

/** Reads an entry; what is wrong goes to the context. `timed` is false when `at` may be missing. */
export function readEntry(raw: unknown, context: IssueSink, timed: boolean): ScheduledFault | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    complain(context, { code: 'not-a-fault', data: { faults: namesText() } });
    return null;
  }
  const named = faults.filter(({ name }) => Object.hasOwn(raw, name));
  if (named.length !== 1) return notOneFault(raw as Entry, named, context);
  const [fault] = named;
  const parsed = faultSchemas.get(fault.name)!.safeParse(raw);
  if (!parsed.success) passOn(context, parsed.error.issues);
  else if (checkTiming(parsed.data, fault, context, timed))
    return scheduled(fault, parsed.data, raw as Entry);
  return null;
}

function scheduled(fault: Fault, data: Entry, raw: Entry): ScheduledFault {
  const { at, for: lasts, mtbf, mttr, ...params } = data as Entry & Record<string, number | undefined>;
  const strike: Strike = { kind: 'strike', fault, params, lasts: lasts ?? null, text: textOf(fault, raw) };
  if (mtbf !== undefined && mttr !== undefined) return { kind: 'attrition', mtbf, mttr, strike };
  return { kind: 'once', at: at ?? 0, strike };
}

/** `slow: order-3, times: 4, for: 90s`: the same for an entry and for the same thing done by hand. */
function textOf({ name, params }: Fault, raw: Entry): string {
  const settings = [name, ...Object.keys(params.shape).filter((key) => key !== name), 'for'];
  return settings
    .filter((key) => raw[key] !== undefined)
    .map((key) => `${key}: ${asWritten(raw[key])}`)
    .join(', ');
}

function notOneFault(raw: Entry, named: readonly Fault[], context: IssueSink): null {
  const names = faults.map(({ name }) => name);
  if (named.length > 1) {
    complain(context, { code: 'several-faults', data: { first: named[0].name, second: named[1].name } });
    return null;
  }
  const others = Object.keys(raw).filter((key) => !Object.hasOwn(timing, key));
  for (const key of others) {
    const near = nearest(key, names);
    if (near === null) continue;
    complain(context, { code: 'unknown-fault', data: { key, suggestion: near, faults: namesText() } }, [key]);
    return null;
  }
  complain(context, { code: 'no-fault', data: { faults: namesText() } });
  return null;
}

function checkTiming(entry: Entry, fault: Fault, context: IssueSink, timed: boolean): boolean {
  const code = timingProblem(entry, fault, timed);
  if (code === null) return true;
  complain(context, { code, data: { fault: fault.name } });
  return false;
}

function timingProblem({ at, for: lasts, mtbf, mttr }: Entry, fault: Fault, timed: boolean): string | null {
  const isRandom = mtbf !== undefined || mttr !== undefined;
  if (isRandom && !timed) return 'attrition-not-live';
  if (isRandom && !fault.lasts) return 'attrition-of-instant';
  if (isRandom && (mtbf === undefined || mttr === undefined)) return 'attrition-half';
  if (isRandom && (at !== undefined || lasts !== undefined)) return 'attrition-and-time';
  if (!isRandom && timed && at === undefined) return 'fault-without-time';
  return lasts !== undefined && !fault.lasts ? 'fault-needs-no-end' : null;
}

function namesText(): string {
  return faults.map(({ name }) => name).join(', ');
}
