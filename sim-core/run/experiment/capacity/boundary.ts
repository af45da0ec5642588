/** What is known of a point: `undecided` is an answer too, after as many runs as a point may have. */
export type Decision = 'meets' | 'misses' | 'undecided';

/** Points 0 … size − 1, each at least as hard as the one before. */
export interface Axis {
  readonly size: number;
  /** Where to begin. */
  readonly start: number;
  /** First step away from the start while the other side is not found; doubles. */
  readonly stride: number;
}

/** Where on an axis things stop holding. */
export interface Boundary {
  /** Last point that meets; −1: none does. */
  readonly meets: number;
  /** First point that misses; `size`: none does. */
  readonly misses: number;
  /** Points between the two that could not be decided, in order. */
  readonly undecided: readonly number[];
  /** False when the search ended before neighbours were reached. */
  readonly complete: boolean;
}

/** What the search knows. Pure: where to look next follows from it alone. */
export interface Known {
  readonly meets: number;
  readonly misses: number;
  readonly undecided: readonly number[];
  /** Steps taken away from what is known, up and down, while an end is open. */
  readonly steps: { readonly up: number; readonly down: number };
}

export const NOTHING_KNOWN = (size: number): Known => ({
  meets: -1,
  misses: size,
  undecided: [],
  steps: { up: 0, down: 0 },
});

/**
 * The point to look at next; null when both edges are neighbours of something known. First in steps that double until
 * there is a point on either side, then by halves. Points that cannot be decided are a band between the two edges, whose
 * ends are then found by halves too.
 */
export function nextPoint({ size, start, stride }: Axis, known: Known): number | null {
  const { meets, misses, undecided, steps } = known;
  const isOpenBelow = meets < 0;
  const isOpenAbove = misses >= size;
  if (isOpenBelow && isOpenAbove && undecided.length === 0) return start;
  const bandLow = undecided.length === 0 ? misses : undecided[0];
  const bandHigh = undecided.length === 0 ? meets : undecided[undecided.length - 1];
  if (bandLow - meets > 1)
    if (isOpenBelow) return Math.max(0, bandLow - doubled(stride, steps.down));
    else if (!isOpenAbove || undecided.length > 0) return (meets + bandLow) >> 1;
  if (misses - bandHigh > 1)
    return isOpenAbove ? Math.min(size - 1, bandHigh + doubled(stride, steps.up)) : (bandHigh + misses) >> 1;
  return null;
}

/** The first step is the stride itself; an axis is shorter than thirty doublings. */
function doubled(stride: number, steps: number): number {
  return stride * (1 << Math.min(30, Math.max(0, steps - 1)));
}

/** What is known after a point was decided. */
export function learn(known: Known, point: number, decision: Decision): Known {
  const { meets, misses, undecided, steps } = known;
  if (decision === 'meets') {
    const rest = undecided.filter((each) => each > point);
    return { meets: point, misses, undecided: rest, steps: { ...steps, up: steps.up + 1 } };
  }
  if (decision === 'misses') {
    const rest = undecided.filter((each) => each < point);
    return { meets, misses: point, undecided: rest, steps: { ...steps, down: steps.down + 1 } };
  }
  const band = [...undecided, point].sort((a, b) => a - b);
  return { meets, misses, undecided: band, steps: { up: steps.up + 1, down: steps.down + 1 } };
}

/** How many points a search may have to decide at most: what its error is shared out to. */
export function mostPoints({ size, stride }: Axis): number {
  const halvings = bits(size);
  return 2 * bits(size / stride) + 2 * halvings + 1;
}

function bits(size: number): number {
  let count = 0;
  for (let rest = size; rest > 1; rest /= 2) count++;
  return count;
}

/**
 * Searches an axis for its boundary. That harder points never do better is assumed, not checked.
 *
 * @param decide asks for what it needs to decide one point. @param mayGoOn false ends the search as it is.
 */
export function* findBoundary<Ask>(
  axis: Axis,
  decide: (point: number) => Generator<Ask, Decision, void>,
  mayGoOn: () => boolean = () => true,
): Generator<Ask, Boundary, void> {
  let known = NOTHING_KNOWN(axis.size);
  for (let point = nextPoint(axis, known); point !== null; point = nextPoint(axis, known)) {
    if (!mayGoOn()) return { ...boundaryOf(known), complete: false };
    known = learn(known, point, yield* decide(point));
  }
  return { ...boundaryOf(known), complete: true };
}

function boundaryOf({ meets, misses, undecided }: Known): Omit<Boundary, 'complete'> {
  return { meets, misses, undecided };
}
