import { stripVTControlCharacters } from 'node:util';
import {
  isAnswer,
  type CapacityReport,
  type NoAnswer,
  type VariationFigures,
} from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import type { Decision } from '../../sim-core/run/experiment/capacity/boundary.ts';
import type { Scenario } from '../../sim-core/scenario/index.ts';
import type { Block, Paper, Section, Tone, Verdict } from '../../view/paper/paper.ts';
import { bracketText, figuresText, kneeWhere, LOST, reasonText, times } from '../render/capacity.ts';
import { percent } from '../render/numbers.ts';
import { bookSection } from './capacity-book.ts';
import { loadBlocks, replicaBlocks } from './capacity-pictures.ts';
import { caveatsSection, storyOf } from './caveats.ts';

const TONES: Readonly<Record<Decision, Tone>> = { meets: 'good', misses: 'bad', undecided: 'open' };

/** How much load a scenario bears, how few replicas it needs and where its knee is, as a paper. */
export function capacityPaper(report: CapacityReport, scenario: Scenario, command: string): Paper {
  const { runs, seed, confidence, cutShort } = report;
  const sections: Section[] = [
    {
      title: '',
      blocks: [
        asItIsVerdict(report),
        ...loadVerdict(report),
        ...replicaVerdicts(report),
        ...kneeVerdict(report),
        ...objectivesList(report),
      ],
    },
    { title: 'The story', blocks: storyOf(scenario) },
    { title: 'More and less load', blocks: loadBlocks(report) },
    { title: 'More and fewer replicas', blocks: replicaBlocks(report) },
    bookSection(report),
    caveatsSection(
      scenario,
      `Each answer is ${percent(confidence)} sure: a load or a number of replicas meets the objectives if a run does with a chance of at least 90 %, and misses them if with at most 50 %, by Wald’s sequential test. That more load never helps is assumed. What is lost is lost all the time.`,
    ),
    {
      title: 'How to see it again',
      blocks: [
        { kind: 'code', caption: 'The same questions in a shell', text: command, language: 'sh' },
        { kind: 'code', caption: 'The document', text: scenario.text, language: 'yaml', folded: true },
      ],
    },
  ];
  return {
    sort: 'Capacity',
    title: scenario.title,
    basis: `${runs} runs from seed ${seed} · each answer ${percent(confidence)} sure${cutShort ? ' · runs ran out before all was known' : ''}`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function asItIsVerdict({ asItIs, objectives }: CapacityReport): Verdict {
  const { decision, held, missed, silent, figures } = asItIs;
  if (objectives.used.length === 0)
    return verdict('open', 'There are no objectives that load could miss', figures);
  const words = {
    meets: 'it meets its objectives',
    misses: 'it misses its objectives',
    undecided: 'it cannot be told whether it meets its objectives',
  }[decision];
  const without = silent === 0 ? '' : `, ${silent} without a value`;
  return verdict(
    TONES[decision],
    `As it is, ${words}: they held in ${held} of ${held + missed} runs${without}`,
    figures,
  );
}

/** A sentence, with what was measured there under it. */
function verdict(tone: Tone, text: string, figures: VariationFigures | null, said = ''): Verdict {
  const note = [said, ...(figures === null ? [] : [`There: ${figuresText(figures)}.`])].join(' ').trim();
  const plain = stripVTControlCharacters(text).replace(/\.$/, '');
  return { kind: 'verdict', tone, text: `${plain}.`, ...(note === '' ? {} : { note }) };
}

function noVerdict(question: string, answer: NoAnswer): Verdict {
  return verdict('open', `${question}: ${reasonText(answer)}`, null);
}

function loadVerdict({ load }: CapacityReport): Block[] {
  const question = 'The most load that meets them';
  if (load === null) return [];
  if (!isAnswer(load)) return [noVerdict(question, load)];
  const text = `${question}: ${bracketText(load, times, 'even')}`;
  const limit = load.limit === null ? '' : `${load.limit}.`;
  return [verdict(toneOf(load), text, load.figures, limit)];
}

/** Good if there is an answer, and it is as close as it can be. */
function toneOf({
  meets,
  complete,
  undecided,
}: {
  meets: number | null;
  complete: boolean;
  undecided: readonly number[];
}): Tone {
  if (!complete || undecided.length > 0) return 'open';
  return meets === null ? 'bad' : 'good';
}

function replicaVerdicts({ replicas, node }: CapacityReport): Block[] {
  const question = `The fewest replicas${node === null ? '' : ` of ${node}`} that meet them`;
  const [first] = replicas;
  if (first === undefined) return [];
  if (replicas.every((each) => !isAnswer(each) && !isAnswer(first) && each.reason === first.reason))
    return [noVerdict(question, first as NoAnswer)];
  return replicas.map((answer) => {
    const asked = `${question}, ${LOST[answer.lost]}`;
    if (!isAnswer(answer)) return noVerdict(asked, answer);
    return verdict(
      toneOf(answer),
      `${asked}: ${bracketText(answer, String, 'even')}`,
      answer.figures,
      answer.meets === answer.range[0] && answer.leastReason !== ''
        ? `Fewer cannot be tried: ${answer.leastReason}`
        : '',
    );
  });
}

function kneeVerdict({ knee }: CapacityReport): Block[] {
  if (knee === null) return [];
  if (!isAnswer(knee)) return [noVerdict('The knee', knee)];
  const { rises, falls, complete, figures } = knee;
  const known = complete && (rises !== null || falls !== null);
  return [
    verdict(
      known ? 'good' : 'open',
      `The knee: ${kneeWhere(knee)}`,
      figures,
      known
        ? 'Beyond it, answers get slower faster than the load grows.'
        : 'The runs were too few to say it closer.',
    ),
  ];
}

/** What was asked for, and what was left out of it. */
function objectivesList({ objectives }: CapacityReport): Block[] {
  const rows = [
    ...objectives.used.map((text) => [text, 'asked for']),
    ...objectives.leftOut.map(({ text, why }) => [text, `left out: ${why}`]),
  ];
  return rows.length === 0 ? [] : [{ kind: 'table', caption: '', head: ['objective', ''], rows }];
}
