import type { Knee } from '../../sim-core/run/experiment/knee.ts';
import {
  FORETOLD,
  POINTS_PER_FACTOR,
  type ScatteredKnees,
} from '../../sim-core/run/experiment/scattered-knee.ts';
import type { Names, Region, Span } from '../../sim-core/run/experiment/scattered-region.ts';
import { counted, percent } from './numbers.ts';

/** Where a knee is, and between which values it may be. */
export function kneeText({ path, at, from, to }: Knee): string {
  return `${path} = ${at}${from === to ? '' : ` (between ${from} and ${to})`}`;
}

/** What scattered points do not tell of knees, and what the told ones stand on. */
export function kneeNotes({ knees, open, foretold, silence }: ScatteredKnees): string[] {
  if (silence === 'few-points')
    return [`too few points to look for knees: ${POINTS_PER_FACTOR} for each factor are needed`];
  if (silence === 'no-surface')
    return [
      `knees cannot be told: no surface through the points foretells more than ${share(foretold)} of the variance at points that it has not seen, and ${percent(FORETOLD)} are needed`,
    ];
  const basis =
    knees.length === 0
      ? []
      : [
          `a knee of scattered points is that of a surface, the other factors averaged over; it foretells ${share(foretold)} of the variance at points that it has not seen`,
        ];
  return [
    ...basis,
    ...(open.length === 0
      ? []
      : [`whether and where there is a knee along ${open.join(', ')} cannot be told yet`]),
  ];
}

/** Rounded down: what is foretold must not look like more. */
function share(foretold: number | null): string {
  return percent(foretold === null ? null : Math.floor(1000 * foretold) / 1000);
}

export function regionText({ sides }: Region): string {
  return sides.map((side) => ('values' in side ? namesText(side) : spanText(side))).join('; ');
}

function namesText({ path, values, all }: Names): string {
  return all
    ? `${path} any`
    : values.length === 1
      ? `${path} = ${values[0]}`
      : `${path} any of ${values.join(', ')}`;
}

function spanText({ path, from, to, below, above }: Span): string {
  const [low, high] = [edge(from, below), edge(to, above)];
  if (below === null && above === null) return `${path} any from ${from} to ${to}`;
  return below === null
    ? `${path} up to ${high}`
    : above === null
      ? `${path} from ${low} on`
      : `${path} from ${low} to ${high}`;
}

function edge(inside: string, outside: string | null): string {
  return outside === null ? inside : `${inside} (not at ${outside})`;
}

/** What is known of other points of the region. */
export function checkedText({ checked: { points, held, low } }: Region, confidence: number): string {
  if (points === 0)
    return 'No point that was left out lay in a region found without it: how far to trust it cannot be told.';
  return `Of ${counted(points, 'point')} that ${points === 1 ? 'was' : 'were'} left out and lay in a region found without ${points === 1 ? 'it' : 'them'}, ${held} ${held === 1 ? 'was' : 'were'} safe: any point of it is with a chance of at least ${percent(low)} (${percent(confidence)}).`;
}
