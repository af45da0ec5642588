import type { Asking } from '../asking.ts';
import { explains, keyOf } from './groups.ts';
import type { Finding } from './hunt-report.ts';
import { madeSmall } from './make-small.ts';
import type { Runs } from './runs.ts';
import type { Candidate, Shot, Study } from './study.ts';

/** Trials that are looked at for each finding that is wanted: some turn out to be one that is known. */
const TRIES = 3;

/**
 * Makes trials small that broke something, until there are as many findings as are wanted or nothing new is left. First
 * come objectives that no finding has, then places that none has.
 */
export function* findingsAmong(
  runs: Runs,
  study: Study,
  fresh: readonly Shot[],
  before: number,
  known: readonly Finding[],
): Asking<Finding[]> {
  const found: Finding[] = [];
  const tried = new Set<string>();
  const candidates = fresh.flatMap((shot, i) =>
    shot.broke.map((objective): Candidate => ({ shot, objective, trial: before + i + 1 })),
  );
  for (let tries = TRIES * study.findings; tries > 0 && found.length < study.findings; tries--) {
    const next = mostWanted(candidates, [...known, ...found], tried, study);
    if (next === null || !runs.isOpen) break;
    tried.add(nameOf(next));
    const finding = yield* madeSmall(runs, study, next, [...known, ...found]);
    if (finding !== null) found.push(finding);
  }
  return found;
}

const nameOf = ({ objective, shot }: Candidate): string => `${objective} ${keyOf(shot.report.places)}`;

function mostWanted(
  candidates: readonly Candidate[],
  findings: readonly Finding[],
  tried: ReadonlySet<string>,
  { scenario }: Study,
): Candidate | null {
  const objectives = new Set(findings.map(({ objective }) => objective));
  const places = new Set(findings.flatMap((finding) => finding.places.map(({ place }) => place)));
  let best: { candidate: Candidate; rank: number } | null = null;
  for (const candidate of candidates) {
    const { shot, objective } = candidate;
    const { text } = scenario.expect[objective];
    const isExplained = findings.some((finding) => explains(finding, text, shot.report));
    // One fault that is known to do it needs no second look; of several, it may be the others.
    if (tried.has(nameOf(candidate)) || (isExplained && shot.schedule.length === 1)) continue;
    const seen = shot.report.places.filter(({ place }) => places.has(place)).length;
    const rank = (isExplained ? 100 : 0) + (objectives.has(text) ? 10 : 0) + seen;
    if (best === null || rank < best.rank) best = { candidate, rank };
  }
  return best?.candidate ?? null;
}
