import type { HuntReport } from '../../sim-core/run/experiment/hunt/hunt-report.ts';

interface Tally {
  runs: number;
  broke: number;
}

/** A place with what faults there did: alone, kind by kind and in all, and together with others. */
export interface FragilePlace {
  readonly place: string;
  readonly byFault: ReadonlyMap<string, Readonly<Tally>>;
  readonly alone: Readonly<Tally>;
  readonly together: Readonly<Tally>;
}

/** Every place that was struck, the most fragile first. */
export function fragilePlaces({ fragility }: Pick<HuntReport, 'fragility'>): FragilePlace[] {
  const places = new Map<
    string,
    { place: string; byFault: Map<string, Tally>; alone: Tally; together: Tally }
  >();
  for (const { place, fault, alone, together } of fragility) {
    const found = places.get(place) ?? { place, byFault: new Map(), alone: none(), together: none() };
    places.set(place, found);
    if (alone.runs > 0) found.byFault.set(fault, alone);
    add(found.alone, alone);
    add(found.together, together);
  }
  const all = [...places.values()];
  return all.sort((a, b) => shareOf(b.alone) - shareOf(a.alone) || shareOf(b.together) - shareOf(a.together));
}

/** `3 of 4` */
export function tallyText(tally: Readonly<Tally> | undefined): string {
  return tally === undefined || tally.runs === 0 ? '–' : `${tally.broke} of ${tally.runs}`;
}

const none = (): Tally => ({ runs: 0, broke: 0 });
const shareOf = ({ runs, broke }: Tally): number => (runs === 0 ? 0 : broke / runs);

function add(sum: Tally, { runs, broke }: Readonly<Tally>): void {
  sum.runs += runs;
  sum.broke += broke;
}
