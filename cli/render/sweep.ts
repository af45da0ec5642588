import Table from 'cli-table3';
import { colours as pc } from './colours.ts';
import type { Design, Point } from '../../sim-core/run/experiment/designs.ts';
import { effectsOf, type Effect, type Effects } from '../../sim-core/run/experiment/effects.ts';
import { figureKind } from '../../sim-core/run/experiment/figures-of.ts';
import { kneeOf, type Knee } from '../../sim-core/run/experiment/knee.ts';
import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import { largestBox, type Box } from '../../sim-core/run/experiment/safe-region.ts';
import { scatteredKnees, type ScatteredKnees } from '../../sim-core/run/experiment/scattered-knee.ts';
import { largestRegion, type Region } from '../../sim-core/run/experiment/scattered-region.ts';
import { estimateAt, responsesOf, safetyOf, type Safety } from '../../sim-core/run/experiment/sweep.ts';
import type { Scenario } from '../../sim-core/scenario/index.ts';
import type { Estimate } from '../../sim-core/stats/compare.ts';
import { proportionInterval } from '../../sim-core/stats/proportion.ts';
import { around, number, percent, signedAround } from './numbers.ts';
import { checkedText, kneeNotes, kneeText, regionText } from './scattered.ts';
import { PLAIN } from './summary.ts';

/** A sweep with its runs, and the figures to look at. */
export interface Swept {
  readonly scenario: Scenario;
  readonly design: Design;
  /** By point, then by seed. */
  readonly outcomes: readonly (readonly Outcome[])[];
  readonly figures: readonly string[];
  readonly confidence: number;
}

/** Version of what `sweep --json` prints. */
const SWEEP_SCHEMA = 1;
/** Points that a terminal shows; the files have them all. */
const MOST_SHOWN = 60;

/** What one figure does over the design. */
export interface Found {
  readonly figure: string;
  readonly effects: Effects | null;
  readonly knees: readonly Knee[];
  /** What stands behind the knees of a Latin hypercube; null for other designs. */
  readonly scattered: ScatteredKnees | null;
}

export function findings({ design, outcomes, figures, confidence }: Swept): Found[] {
  return figures.map((figure) => {
    const responses = responsesOf({ design, outcomes }, figure);
    const scattered = design.name === 'latin' ? scatteredKnees(design.factors, responses) : null;
    const knees =
      scattered?.knees ?? design.factors.flatMap((factor, f) => kneeOf(factor, f, responses) ?? []);
    return { figure, effects: effectsOf(design.factors, responses, confidence), knees, scattered };
  });
}

export function safeties({ outcomes, confidence }: Swept): Safety[] {
  return outcomes.map((own) => safetyOf(own, confidence));
}

/** Of a grid the largest safe box, of a Latin hypercube the box that holds the most points, all of them safe. */
export function safeRegion({ design, confidence }: Swept, safety: readonly Safety[]): Box | Region | null {
  const holds = safety.map(({ verdict }) => verdict === 'safe');
  return design.name === 'latin' ? largestRegion(design, holds, confidence) : largestBox(design, holds);
}

/** Where it is safe in words, and what is known of the points of a region that were not run. */
export function safeText(found: Box | Region, { design, confidence }: Swept): { text: string; note: string } {
  return 'checked' in found
    ? { text: regionText(found), note: checkedText(found, confidence) }
    : { text: boxText(found, design), note: '' };
}

export function sweepText(sweep: Swept): string {
  const { scenario, design, outcomes, confidence } = sweep;
  const safety = safeties(sweep);
  const most = Math.max(...outcomes.map(({ length }) => length));
  return [
    pc.bold(scenario.title),
    pc.dim(
      `${design.points.length} points (${design.name}), ${most} replications each with the same luck, ${percent(confidence)} intervals`,
    ),
    '',
    pointsTable(sweep, safety),
    ...warningsText(outcomes),
    ...findings(sweep).flatMap((found) => findingText(found, confidence)),
    ...safetyText(sweep, safety),
  ].join('\n');
}

const MARKS: Readonly<Record<Safety['verdict'], (text: string) => string>> = {
  safe: pc.green,
  unsafe: pc.red,
  mixed: pc.yellow,
  unknown: pc.dim,
};

function pointsTable(
  { scenario, design, outcomes, figures, confidence }: Swept,
  safety: readonly Safety[],
): string {
  const judged = scenario.expect.length > 0 ? ['objectives'] : [];
  const table = new Table({
    ...PLAIN,
    head: [...design.factors.map(({ path }) => path), ...figures, ...judged],
  });
  design.points.slice(0, MOST_SHOWN).forEach((point, p) => {
    const cells = figures.map((figure) =>
      mean(estimateAt(outcomes[p], figure, confidence), figureKind(figure).unit),
    );
    const { held, runs, verdict } = safety[p];
    const mark = judged.length === 0 ? [] : [MARKS[verdict](`${held} of ${runs} held`)];
    table.push([...point.map(({ text }) => text), ...cells, ...mark]);
  });
  const more = design.points.length - MOST_SHOWN;
  return more > 0
    ? `${table.toString()}\n${pc.dim(`… and ${more} more points (--out has them all)`)}`
    : table.toString();
}

function mean(found: Estimate | null, unit: string): string {
  return found === null ? '–' : around(found.mean, found.half, unit);
}

function warningsText(outcomes: readonly (readonly Outcome[])[]): string[] {
  const counts = new Map<string, number>();
  for (const { warnings } of outcomes.flat())
    for (const warning of warnings) counts.set(warning, (counts.get(warning) ?? 0) + 1);
  const lines = [...counts].slice(0, 5).map(([warning, n]) => pc.yellow(`! ${warning} (${n} runs)`));
  return lines.length === 0 ? [] : ['', ...lines];
}

function findingText({ figure, effects, knees, scattered }: Found, confidence: number): string[] {
  const { unit } = figureKind(figure);
  const lines = ['', pc.bold(`What matters for ${figure}`)];
  if (effects === null)
    return [...lines, pc.dim('  too few points or replications, or no difference, to tell effects')];
  const table = new Table({
    ...PLAIN,
    head: ['', 'standardised', `${percent(confidence)} interval`, 'change', 'from … to'],
  });
  for (const { path, standardised, change, from, to } of effects.effects) {
    const { mean: value, half } = standardised;
    table.push([
      `  ${path}`,
      fixed(value),
      `${fixed(value - half)} … ${fixed(value + half)}`,
      signedAround(change.mean, change.half, unit),
      `${from} … ${to}`,
    ]);
  }
  lines.push(
    table.toString(),
    pc.dim(`  these effects make up ${percent(effects.explained)} of the variance`),
  );
  if (effects.confounded.length > 0)
    lines.push(
      pc.yellow(`  ${effects.confounded.join(', ')} cannot be told from the other factors in this design`),
    );
  for (const knee of knees) lines.push(`  knee at ${kneeText(knee)}`);
  if (scattered !== null) lines.push(...kneeNotes(scattered).map((note) => pc.dim(`  ${note}`)));
  return [...lines, `  ${sentenceOf(effects.effects, figure)}`];
}

/** Which factor matters most, as far as the intervals say. */
export function sentenceOf(effects: readonly Effect[], figure: string): string {
  const [first, second] = effects;
  const isTold = ({ standardised: { mean: value, half } }: Effect): boolean => Math.abs(value) > half;
  const told = effects.filter(isTold).map(({ path }) => path);
  if (told.length === 0) return pc.yellow(`No factor has an effect on ${figure} that can be told from luck.`);
  if (!isTold(first))
    return pc.yellow(
      `${told.join(' and ')} changes ${figure}; how much ${first.path} does cannot be told yet.`,
    );
  if (second === undefined) return pc.bold(`${first.path} changes ${figure}.`);
  const [{ mean: value, half }, next] = [first.standardised, second.standardised];
  const isClear = Math.abs(value) - half > Math.abs(next.mean) + next.half;
  return isClear
    ? pc.bold(`${first.path} matters most for ${figure}.`)
    : pc.yellow(`Whether ${first.path} or ${second.path} matters more for ${figure} cannot be told yet.`);
}

function safetyText(sweep: Swept, safety: readonly Safety[]): string[] {
  if (sweep.scenario.expect.length === 0) return [];
  const count = (verdict: Safety['verdict']) => safety.filter((each) => each.verdict === verdict).length;
  const region = safeRegion(sweep, safety);
  const runs = Math.min(...safety.filter(({ verdict }) => verdict === 'safe').map((each) => each.runs));
  const lines = [
    '',
    pc.bold('Where all objectives hold'),
    `  at ${count('safe')} of ${safety.length} points in every run, at ${count('mixed')} in some, at ${count('unsafe')} in none`,
  ];
  if (Number.isFinite(runs)) {
    const { low } = proportionInterval(runs, runs, sweep.confidence);
    lines.push(
      pc.dim(
        `  ${runs} of ${runs} runs say: they hold in at least ${percent(low)} of all runs (${percent(sweep.confidence)})`,
      ),
    );
  }
  if (region !== null) {
    const { text, note } = safeText(region, sweep);
    lines.push(`  safe region: ${text} (${number(region.points)} of ${safety.length} points)`);
    if (note !== '') lines.push(pc.dim(`  ${note}`));
  }
  return lines;
}

function boxText({ sides }: Box, { factors }: Design): string {
  return sides
    .map(({ path, values }, f) => {
      const [first, last] = [values[0], values[values.length - 1]];
      if (values.length === 1) return `${path} = ${first}`;
      return factors[f].scale === 'names'
        ? `${path} any of ${values.join(', ')}`
        : `${path} from ${first} to ${last}`;
    })
    .join('; ');
}

function fixed(value: number): string {
  return `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`;
}

export function sweepJson(sweep: Swept): object {
  const { scenario, design, outcomes, figures, confidence } = sweep;
  const safety = safeties(sweep);
  const settings = (point: Point) =>
    Object.fromEntries(design.factors.map(({ path }, f) => [path, point[f].text]));
  return {
    schema: SWEEP_SCHEMA,
    scenario: { title: scenario.title, hash: scenario.hash },
    confidence,
    design: { name: design.name, factors: design.factors.map(({ path, scale }) => ({ path, scale })) },
    points: design.points.map((point, p) => ({
      settings: settings(point),
      figures: Object.fromEntries(
        figures.map((figure) => [figure, estimateAt(outcomes[p], figure, confidence)]),
      ),
      safety: safety[p],
      replications: outcomes[p].map(({ seed, fingerprint }) => ({ seed, fingerprint })),
    })),
    findings: findings(sweep),
    safeRegion: safeRegion(sweep, safety),
  };
}
