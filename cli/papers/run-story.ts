import type { RecoveryReport, Report } from '../../sim-core/run/report.ts';
import type { Block, Section, Tone } from '../../view/paper/paper.ts';
import { seconds } from '../render/numbers.ts';

/** More moments than this are a log, not a story. */
const MOST_MOMENTS = 40;

const RECOVERED: Readonly<Record<RecoveryReport['verdict'], { tone: Tone; text: (time: string) => string }>> =
  {
    returned: { tone: 'good', text: (time) => `All was as before ${time} after the end.` },
    returning: { tone: 'open', text: (time) => `Not back ${time} after the end, but coming nearer.` },
    stuck: { tone: 'bad', text: (time) => `Not as before ${time} after the end.` },
    metastable: {
      tone: 'bad',
      text: (time) => `Metastable: ${time} after the end the trouble went on by itself.`,
    },
    lasting: { tone: 'open', text: () => 'The fault had not ended.' },
    unknown: { tone: 'open', text: () => 'Too little was seen before the fault to compare with.' },
  };

/** How the system got over each trouble. */
export function afterFaultsSection({ recoveries }: Report): Section {
  return { title: 'After the faults', blocks: afterFaultsBlocks(recoveries) };
}

/** A verdict for each trouble. */
export function afterFaultsBlocks(recoveries: readonly RecoveryReport[]): Block[] {
  return recoveries.slice(0, MOST_MOMENTS).flatMap((recovery): Block[] => {
    const { faults, verdict, felt, seconds: time, causes } = recovery;
    const { tone, text } = RECOVERED[verdict];
    const unfelt = verdict === 'returned' && !felt;
    const said = unfelt ? 'Nothing was felt beyond the usual noise.' : text(seconds(time));
    const causesText = causes.map((cause) => cause.text).join(' ');
    return [
      {
        kind: 'verdict',
        tone,
        text: said,
        note: [`After \`${faults.join('; ')}\`.`, causesText].join(' ').trim(),
      },
    ];
  });
}

/** What happened when. */
export function momentsTable({ moments }: Report): Block[] {
  if (moments.length === 0) return [];
  const rows = moments.slice(0, MOST_MOMENTS).map(({ at, text }) => [`${at.toFixed(2)} s`, text]);
  const more = moments.length - rows.length;
  const caption = more > 0 ? `The first ${rows.length} of ${moments.length} moments` : '';
  return [{ kind: 'table', caption, head: ['at', 'what'], rows }];
}
