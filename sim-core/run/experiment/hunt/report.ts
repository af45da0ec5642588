import { fragilityOf, isWithin, unshrunkOf } from './groups.ts';
import {
  HUNT_SCHEMA,
  type Finding,
  type HuntReport,
  type ObjectiveFate,
  type TrialReport,
} from './hunt-report.ts';
import { countBroken, type Count } from './judge.ts';
import { OF_COST } from '../capacity/objectives-used.ts';
import type { Runs } from './runs.ts';
import type { Study } from './study.ts';

/** Trials in which nothing was found, divided by this: 95 % sure that the chance is no greater. */
const RULE_OF_THREE = 3;

const STORY = 'it describes what goes wrong: trouble makes it true, not false';
const COSTS = 'it bounds the cost: trouble makes it true, not false';

/** Everything that a hunt has to say. */
export function reportOf(
  runs: Runs,
  study: Study,
  places: number,
  findings: readonly Finding[],
  trials: readonly TrialReport[],
): HuntReport {
  const { scenario, seed, control, faults, frame, maxFaults, spared, warmup, required } = study;
  const { expect } = scenario;
  const known = control.filter(({ outcome }) => outcome !== null);
  const allHeld = known.filter((one) => required.every((i) => study.holds(i, one.seed))).length;
  return {
    schema: HUNT_SCHEMA,
    scenario: { title: scenario.title, hash: scenario.hash },
    seed,
    runs: runs.made,
    cutShort: !runs.isOpen || findings.some(({ complete }) => !complete),
    design: {
      faults: faults.map(({ name }) => name),
      places,
      from: frame.from,
      to: frame.to,
      maxFaults,
      spared,
      warmup,
    },
    asItIs: { seeds: known.length, allHeld },
    objectives: required.map((i) => fateOf(study, i, trials)),
    leftOut: [...expect.keys()]
      .filter((i) => !required.includes(i))
      .map((i) => ({ text: expect[i].text, why: OF_COST.has(expect[i].metric) ? COSTS : STORY })),
    findings: findings.map((finding) => ({ ...finding, seen: seenIn(trials, finding) })).sort(byClaim),
    others: unshrunkOf(trials, findings),
    fragility: fragilityOf(trials),
    trials,
  };
}

/** The fewest faults first, then what is so with the most seeds, then what was found first. */
function byClaim(a: Finding, b: Finding): number {
  const share = ({ others }: Finding): number => (others.runs === 0 ? 0 : others.broke / others.runs);
  return a.faults.length - b.faults.length || share(b) - share(a) || a.trial - b.trial;
}

function fateOf(
  { scenario, control, maxFaults }: Study,
  i: number,
  trials: readonly TrialReport[],
): ObjectiveFate {
  const { expect } = scenario;
  const { text } = expect[i];
  const asItIs = countBroken(
    control.map(({ outcome }) => outcome),
    expect,
    i,
  );
  const said = trials.filter(({ broke }) => broke !== null);
  const tried: Count = { runs: said.length, broke: said.filter(({ broke }) => broke!.includes(text)).length };
  const judged = maxFaults === 0 ? asItIs : tried;
  return {
    text,
    hunted: asItIs.runs > asItIs.broke,
    asItIs,
    trials: tried,
    atMost: judged.broke > 0 || judged.runs === 0 ? null : Math.min(1, RULE_OF_THREE / judged.runs),
  };
}

/** Trials that broke the same objective with the same faults at the same places, whatever else they had. */
function seenIn(trials: readonly TrialReport[], { objective, places }: Finding): number {
  if (places.length === 0) return 0;
  return trials.filter((trial) => trial.broke?.includes(objective) === true && isWithin(places, trial.places))
    .length;
}
