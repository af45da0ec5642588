import type { AskedOf } from '../../sim-core/run/experiment/asking.ts';
import type { Finding, HuntReport } from '../../sim-core/run/experiment/hunt/hunt-report.ts';
import { loadScenario, type Scenario } from '../../sim-core/scenario/index.ts';
import { spansFigure } from '../../view/charts/spans-figure.ts';
import type { Block, Cell, Checklist, Paper, Section, Table } from '../../view/paper/paper.ts';
import { fragilePlaces, tallyText } from '../render/fragility.ts';
import { basisOf, fateText, missedText, nothingFound, othersByPlaces } from '../render/hunt.ts';
import { caveatsSection, storyOf } from './caveats.ts';
import { capital, findingSection } from './hunt-finding.ts';
import type { Origin } from './replay.ts';

/** Findings that are set large. */
const HEADLINES = 3;
/** More places than this are for the JSON of the hunt. */
const MOST_PLACES = 24;

/** What breaks a scenario's objectives, as small as it goes, as a paper. */
export async function huntPaper(
  report: HuntReport,
  source: AskedOf,
  origin: Origin,
  command: string,
): Promise<Paper> {
  const scenario = loadScenario(source.text, source).scenario!;
  const found: Section[] = [];
  for (const [i, finding] of report.findings.entries())
    found.push(await findingSection(finding, i, source, origin));
  const sections: Section[] = [
    { title: '', blocks: verdicts(report) },
    { title: 'What became of each objective', blocks: [objectivesList(report)] },
    { title: 'The story', blocks: storyOf(scenario) },
    ...found,
    { title: 'Where it is fragile', blocks: fragileBlocks(report, scenario) },
    { title: 'Also seen', blocks: othersTable(report) },
    caveatsSection(
      scenario,
      'A hunt shows what breaks a system, never that nothing does: what it did not find is bounded for trials drawn like these, and says nothing of troubles that are not drawn here, such as more load or a bad release. A finding is as small as this search could make it with its own seed and two others, so it lies close to the edge: with more seeds it may hold.',
    ),
    {
      title: 'How to see it again',
      blocks: [
        { kind: 'code', caption: 'The same hunt in a shell', text: command, language: 'sh' },
        { kind: 'code', caption: 'The document', text: scenario.text, language: 'yaml', folded: true },
      ],
    },
  ];
  return {
    sort: 'Hunt',
    title: scenario.title,
    basis: `${basisOf(report)}${report.cutShort ? ' · runs ran out before all was done' : ''}`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function verdicts(report: HuntReport): Block[] {
  const { objectives, findings } = report;
  const missed = objectives.filter(({ hunted }) => !hunted);
  const nothing = nothingFound(report);
  const first = headlines(findings);
  const others = findings.filter((finding) => !first.includes(finding));
  return [
    ...missed.map((fate): Block => ({ kind: 'verdict', tone: 'bad', text: missedText(fate) })),
    ...first.map(verdictOf),
    ...(others.length === 0 ? [] : [{ kind: 'checklist' as const, items: others.map(itemOf) }]),
    ...(nothing === null ? [] : [{ kind: 'verdict' as const, tone: 'good' as const, text: nothing }]),
  ];
}

/** One for each objective before any has a second one; in the order of the findings. */
function headlines(findings: readonly Finding[]): Finding[] {
  const isFirst = (finding: Finding): boolean =>
    findings.find(({ objective }) => objective === finding.objective) === finding;
  const wanted = [...findings.filter(isFirst), ...findings.filter((finding) => !isFirst(finding))];
  const chosen = new Set(wanted.slice(0, HEADLINES));
  return findings.filter((finding) => chosen.has(finding));
}

/** The claim, and how often it holds. */
function partsOf({ sentence }: Finding): [claim: string, often: string] {
  const cut = sentence.indexOf('; ');
  return [sentence.slice(0, cut), sentence.slice(cut + 2)];
}

function verdictOf(finding: Finding): Block {
  const { alsoBreaks } = finding;
  const [claim, often] = partsOf(finding);
  const also =
    alsoBreaks.length === 0 ? '' : ` Also breaks ${alsoBreaks.map((text) => `\`${text}\``).join(', ')}.`;
  return { kind: 'verdict', tone: 'bad', text: `${claim}.`, note: `${capital(often)}${also}` };
}

function itemOf(finding: Finding): Checklist['items'][number] {
  const { broke, runs } = finding.others;
  const text = partsOf(finding)[0].replaceAll('`', '');
  return { tone: 'bad', text, note: `${broke} of ${runs} other seeds` };
}

function objectivesList({ objectives, leftOut }: HuntReport): Block {
  const items = objectives.map((fate) => ({
    tone: fate.atMost === null ? ('bad' as const) : ('good' as const),
    text: fate.text,
    note: fateText(fate),
  }));
  const others = leftOut.map(({ text, why }) => ({ tone: 'open' as const, text, note: `left out: ${why}` }));
  return { kind: 'checklist', items: [...items, ...others] };
}

function fragileBlocks(report: HuntReport, { duration }: Scenario): Block[] {
  const places = fragilePlaces(report).slice(0, MOST_PLACES);
  if (places.length === 0) return [];
  const spans = (wanted: string) =>
    report.trials.flatMap((trial) => {
      const [time] = trial.times;
      if (trial.faults.length !== 1 || trial.broke === null || trial.places[0].place !== wanted) return [];
      return [{ from: time.at, to: time.at + time.lasts, isBad: trial.broke.length > 0 }];
    });
  return [
    spansFigure({
      title: 'Every fault that was tried alone',
      summary:
        'From when to when it was there; filled: it broke an objective. The most fragile places come first.',
      rows: places.map(({ place, alone }) => ({ name: place, spans: spans(place), text: tallyText(alone) })),
      duration,
      values: null,
    }),
    fragileTable(report),
  ];
}

function fragileTable(report: HuntReport): Table {
  const places = fragilePlaces(report).slice(0, MOST_PLACES);
  const faults = report.design.faults.filter((name) => places.some(({ byFault }) => byFault.has(name)));
  const toned = (tally: { broke: number; runs: number } | undefined): Cell =>
    tally === undefined || tally.broke === 0 ? tallyText(tally) : { text: tallyText(tally), tone: 'bad' };
  return {
    kind: 'table',
    caption: 'Trials that broke an objective, of how many: by one fault alone, and with other faults',
    head: ['', ...faults, 'with others'],
    rows: places.map(({ place, byFault, together }): Cell[] => [
      place,
      ...faults.map((name) => toned(byFault.get(name))),
      toned(together),
    ]),
  };
}

function othersTable(report: HuntReport): Block[] {
  const rows = othersByPlaces(report)
    .slice(0, MOST_PLACES)
    .map(({ what, objectives, first }) => [
      what,
      objectives.map((text) => `\`${text}\``).join(', '),
      String(first),
    ]);
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Broken too, and not made small; `--findings` makes more of them small',
      head: ['faults', 'broke', 'first in trial'],
      rows,
    },
  ];
}
