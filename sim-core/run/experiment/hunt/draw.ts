import { exp, log } from '../../../random/portable-math.ts';
import { stream, type Random } from '../../../random/generator.ts';
import { exponentOf } from './ladder.ts';
import type { Role } from './roles.ts';
import type { Schedule, Trouble } from './trouble.ts';

/** Within which schedules are drawn. */
export interface Frame {
  /** Seconds of the run. */
  readonly duration: number;
  /** Faults begin and end between these. */
  readonly from: number;
  readonly to: number;
}

/** Faults last between these shares of the run, short ones as likely as long ones on a logarithmic scale. */
const SHORTEST = 1 / 200;
const LONGEST = 0.3;
/** Digits of what is drawn. */
const DIGITS = 2;

/** The shortest time for which a fault is drawn. */
export function shortest({ duration, from, to }: Frame): number {
  return Math.min(duration * SHORTEST, to - from);
}

/** How often a further fault strikes where the first one does, but somebody else there: replicas fail alike. */
const ALIKE = 0.25;
/** How often a further fault begins while the first one is there. */
const DURING = 0.5;

/**
 * Schedules of one fault each. Every role has its turn before any has a second one; their order, and all else, is drawn.
 * Schedule number i does not depend on how many are drawn.
 */
export function singles(roles: readonly Role[], count: number, frame: Frame, seed: number): Schedule[] {
  return Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / roles.length);
    const order = shuffled(roles, stream(seed, `hunt/1/order/${round}`));
    const random = stream(seed, `hunt/1/${i}`);
    return [trouble(siteIn(order[i % roles.length], random), frame, frame, random)];
  });
}

/** Schedules of several faults, no two of them the same at the same place. */
export function combinations(
  roles: readonly Role[],
  size: number,
  count: number,
  frame: Frame,
  seed: number,
): Schedule[] {
  return Array.from({ length: count }, (_, i) => {
    const random = stream(seed, `hunt/${size}/${i}`);
    return drawn(severalIn(roles, size, random), frame, random);
  });
}

/** How many different faults there are to choose from. */
export function sitesIn(roles: readonly Role[]): number {
  return roles.reduce((sum, { targets }) => sum + targets.length, 0);
}

/** A fault and whom it strikes. */
type Site = Pick<Trouble, 'fault' | 'target'>;

function siteIn({ fault, targets }: Role, random: Random): Site {
  return { fault, target: targets[random.int(targets.length)] };
}

function severalIn(roles: readonly Role[], size: number, random: Random): Site[] {
  const first = roles[random.int(roles.length)];
  const sites = [siteIn(first, random)];
  while (sites.length < Math.min(size, sitesIn(roles))) {
    const isFree = (role: Role): Role => ({
      ...role,
      targets: role.targets.filter((target) =>
        sites.every((site) => site.fault !== role.fault || site.target !== target),
      ),
    });
    const free = roles.map(isFree).filter(({ targets }) => targets.length > 0);
    const alike = free.find(({ fault, name }) => fault === first.fault && name === first.name);
    const isAlike = random.next() < ALIKE;
    sites.push(siteIn(isAlike && alike !== undefined ? alike : free[random.int(free.length)], random));
  }
  return sites;
}

/** The first fault strikes at any time, the others often while it is there. */
function drawn([first, ...others]: readonly Site[], frame: Frame, random: Random): Schedule {
  const begun = trouble(first, frame, frame, random);
  const during = { from: begun.at, to: begun.at + begun.lasts };
  const all = others.map((site) => trouble(site, frame, random.next() < DURING ? during : frame, random));
  return [begun, ...all].sort((a, b) => a.at - b.at);
}

function trouble(
  { fault, target }: Site,
  frame: Frame,
  begins: Pick<Frame, 'from' | 'to'>,
  random: Random,
): Trouble {
  const least = shortest(frame);
  const latest = Math.max(begins.from, Math.min(begins.to, frame.to - least));
  const at = onGrid(begins.from + random.next() * (latest - begins.from), frame);
  const lasts = Math.min(between(least, frame.duration * LONGEST, random), frame.to - at);
  const strength =
    fault.strength === undefined ? null : between(fault.strength.mild, fault.strength.severe, random);
  const worse = fault.worse !== undefined && random.next() < 0.5;
  return { fault, target, at, lasts: roundedDown(lasts), strength, worse };
}

/** To a few digits, and never longer. */
function roundedDown(value: number): number {
  const rounded = Number(value.toPrecision(DIGITS));
  if (rounded <= value) return rounded;
  return Number((rounded - Number(`1e${exponentOf(value) - DIGITS + 1}`)).toPrecision(DIGITS));
}

/** Log-uniform. */
function between(low: number, high: number, random: Random): number {
  const value = exp(log(low) + random.next() * (log(high) - log(low)));
  return Math.min(high, Math.max(low, Number(value.toPrecision(DIGITS))));
}

/** A time to a power of ten that is at most a two-hundredth of the run. */
function onGrid(time: number, { duration, from, to }: Frame): number {
  const step = Number(`1e${exponentOf(duration / 200)}`);
  const rounded = Number((Math.round(time / step) * step).toPrecision(12));
  return rounded < from || rounded >= to ? Number(time.toPrecision(6)) : rounded;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
}
