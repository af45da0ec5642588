import { sourceOf, type AskedOf } from '../../sim-core/run/experiment/asking.ts';
import type { Finding } from '../../sim-core/run/experiment/hunt/hunt-report.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import type { Block, Facts, Section } from '../../view/paper/paper.ts';
import { recordingOf } from '../../view/record.ts';
import { originText } from '../render/hunt.ts';
import { quantity } from '../render/numbers.ts';
import { replayBlocks, type Origin } from './replay.ts';
import { clientFigures } from './run-pictures.ts';
import { afterFaultsBlocks } from './run-story.ts';

/** Findings whose run is drawn; of more, the paper would become too heavy. */
const MOST_DRAWN = 4;

/** A finding by itself: what to paste into the document, what the run looked like, how to see it again. */
export async function findingSection(
  finding: Finding,
  index: number,
  source: AskedOf,
  origin: Origin,
): Promise<Section> {
  const { faults, places, seed, set, complete } = finding;
  const what = places.map(({ fault, place }) => `${fault} ${place}`).join(' and ');
  const replay = await replayBlocks({ ...origin, set: [...origin.set, ...set] }, seed);
  return {
    title: `Finding ${index + 1}: ${what === '' ? `seed ${seed} alone` : what}`,
    blocks: [
      factsOf(finding),
      ...(index < MOST_DRAWN ? pictures(finding, source) : []),
      ...(faults.length === 0
        ? []
        : [
            {
              kind: 'code' as const,
              caption: 'To be pasted into the document',
              text: ['faults:', ...faults.map((entry) => `  - ${entry}`)].join('\n'),
              language: 'yaml',
            },
          ]),
      // The document itself stands at the end, once for all.
      ...replay.slice(0, -1),
      ...(faults.length === 0 ? [] : [note(`${capital(originText(finding, '`'))}.`)]),
      ...(complete ? [] : [note('Runs ran out before it was as small as it goes.')]),
    ],
  };
}

export const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);
const note = (text: string): Block => ({ kind: 'prose', tone: 'note', text });

function factsOf({ objective, measured, unit, others, without, seed }: Finding): Facts {
  const share = (broke: number, runs: number) => (runs === 0 ? '–' : `${broke} of ${runs}`);
  const bounds = `${Math.round(100 * others.low)} to ${Math.round(100 * others.high)} %, 95 % sure`;
  const range = others.runs === 0 ? 'not tried' : bounds;
  return {
    kind: 'facts',
    facts: [
      { label: 'measured', value: measured === null ? '–' : quantity(measured, unit), note: objective },
      { label: 'broken with other seeds', value: share(others.broke, others.runs), note: range },
      {
        label: 'without these faults',
        value: share(without.broke, without.runs),
        note: without.runs === 0 ? 'not tried' : 'the same seeds',
      },
      { label: 'seed', value: String(seed) },
    ],
  };
}

/** Throughput and latency of the client that the objective is about, or of the first one, and what stayed broken. */
function pictures({ objective, set, seed }: Finding, source: AskedOf): Block[] {
  const { scenario } = loadScenario(source.text, sourceOf(source, { set }));
  const run = new Run(scenario!, { seed });
  run.advance(run.duration);
  const { clients, recoveries } = run.report();
  const ids = Object.keys(clients);
  const index = Math.max(
    0,
    ids.findIndex((id) => objective.startsWith(`${id}.`)),
  );
  const lasting = recoveries.filter(({ verdict }) => verdict === 'metastable' || verdict === 'stuck');
  return [
    ...clientFigures(run, recordingOf(run), ids[index], clients[ids[index]], index),
    ...afterFaultsBlocks(lasting),
  ];
}
