import { Circle, CircleCheck, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ObjectiveReport } from '../../../sim-core/run/report.ts';
import { inUnit, inWords } from '../../../view/format.ts';
import { usePlayback } from '../state/playback.ts';
import { useSession } from '../state/session.ts';
import { useReport } from './use-report.ts';

/** What the scenario expects of the system, and whether it holds so far. */
export function Objectives() {
  const { t } = useTranslation();
  const expected = useSession((session) => session.opened?.objectives ?? []);
  const report = useReport();
  if (expected.length === 0) return null;
  return (
    <section className="objectives">
      <h3>{t('story.objectives')}</h3>
      <ul>
        {expected.map(({ text }) => (
          <ObjectiveLine
            key={text}
            text={text}
            result={report?.objectives.find((objective) => objective.text === text)}
          />
        ))}
      </ul>
    </section>
  );
}

function ObjectiveLine({ text, result }: { text: string; result: ObjectiveReport | undefined }) {
  const { t } = useTranslation();
  const held = result?.held ?? null;
  const Icon = held === null ? Circle : held ? CircleCheck : CircleX;
  const finished = usePlayback((playback) => playback.digest?.finished ?? false);
  const [good, bad] = finished
    ? (['story.objectiveHeld', 'story.objectiveMissed'] as const)
    : (['story.objectiveHolds', 'story.objectiveFails'] as const);
  const word = t(held === null ? 'story.objectiveOpen' : held ? good : bad);
  const measured = result?.measured ?? null;
  const note =
    result === undefined || result.note === ''
      ? ''
      : t(`objectiveNote.${result.noteCode}` as 'state.ok', {
          ...result.noteData,
          defaultValue: result.note,
        });
  return (
    <li className={held === null ? 'open' : held ? 'held' : 'missed'} title={note}>
      <Icon size={15} aria-hidden />
      <div>
        <code>{text}</code>
        <p className="label">
          {word}
          {measured !== null &&
            ` · ${t('story.measured', { value: inWords(inUnit(measured, result!.unit)) })}`}
        </p>
      </div>
    </li>
  );
}
