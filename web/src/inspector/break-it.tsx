import { Hourglass, Power, PowerOff, Scissors, Snail, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { strike } from '../state/actions.ts';
import type { Selection } from '../state/ui.ts';
import type { Doing, Opened } from '../worker/protocol.ts';
import { Act, Choice } from './act.tsx';
import { lastsFor, spaced } from './lasts.ts';
import { targetOf } from './target.ts';

const FOREVER = 'forever';
const WAYS = ['both', 'one'] as const;
const TIMES = ['2', '5', '20'] as const;
const DELAYS = ['10ms', '100ms', '1s'] as const;
const SHARES = ['5%', '20%', '50%'] as const;

type Strike = (entry: Doing['entry']) => void;

/** Everything that can be done to a part, and for how long. */
export function BreakIt({ selection, opened }: { selection: Selection; opened: Opened }) {
  const { t } = useTranslation();
  const choices = lastsFor(opened.duration);
  const [lasts, setLasts] = useState<string>(choices[1]);
  const [ways, setWays] = useState<(typeof WAYS)[number]>('both');
  const target = targetOf(selection, opened);
  const onStrike: Strike = (entry) => void strike(lasts === FOREVER ? entry : { ...entry, for: lasts });
  return (
    <div className="break-it">
      <div className="break-lasts">
        <span className="label" aria-hidden>
          {t('breaking.lasts')}
        </span>
        <Choice
          label={t('breaking.lasts')}
          value={lasts}
          options={[...choices, FOREVER]}
          onChange={setLasts}
          name={(option) => (option === FOREVER ? t('breaking.forever') : spaced(option))}
        />
      </div>
      {selection.kind === 'link' && (
        <Choice
          label={t('breaking.allLinks')}
          value={ways}
          options={WAYS}
          onChange={setWays}
          name={(option) =>
            option === 'both'
              ? t('breaking.both')
              : t('breaking.oneWay', { from: selection.from, to: selection.to })
          }
        />
      )}
      <ul className="break-list">
        {selection.kind !== 'link' && <BreakPart target={target} onStrike={onStrike} />}
        <BreakLinks target={ways === 'one' ? target.replace('<->', '->') : target} onStrike={onStrike} />
      </ul>
    </div>
  );
}

interface BreakProps {
  readonly target: string;
  readonly onStrike: Strike;
}

function BreakPart({ target, onStrike }: BreakProps) {
  const { t } = useTranslation();
  const [times, setTimes] = useState<(typeof TIMES)[number]>('5');
  return (
    <>
      <Act
        Icon={PowerOff}
        name={t('breaking.crash')}
        help={t('breaking.crashHelp')}
        onAct={() => onStrike({ crash: target })}
      />
      <Act
        Icon={Power}
        name={t('breaking.restart')}
        help={t('breaking.restartHelp')}
        onAct={() => void strike({ restart: target })}
      />
      <Act
        Icon={Snail}
        name={t('breaking.slow')}
        help={t('breaking.slowHelp')}
        onAct={() => onStrike({ slow: target, times: Number(times) })}
      >
        <Choice
          label={t('breaking.slow')}
          value={times}
          options={TIMES}
          onChange={setTimes}
          name={(option) => `×${option}`}
        />
      </Act>
    </>
  );
}

function BreakLinks({ target, onStrike }: BreakProps) {
  const { t } = useTranslation();
  const [by, setBy] = useState<(typeof DELAYS)[number]>('100ms');
  const [share, setShare] = useState<(typeof SHARES)[number]>('20%');
  return (
    <>
      <Act
        Icon={Scissors}
        name={t('breaking.cut')}
        help={t('breaking.cutHelp')}
        onAct={() => onStrike({ partition: target })}
      />
      <Act
        Icon={Hourglass}
        name={t('breaking.delay')}
        help={t('breaking.delayHelp')}
        onAct={() => onStrike({ delay: target, by })}
      >
        <Choice
          label={t('breaking.delay')}
          value={by}
          options={DELAYS}
          onChange={setBy}
          name={(option) => `+${spaced(option)}`}
        />
      </Act>
      <Act
        Icon={Unplug}
        name={t('breaking.drop')}
        help={t('breaking.dropHelp')}
        onAct={() => onStrike({ drop: target, share })}
      >
        <Choice
          label={t('breaking.drop')}
          value={share}
          options={SHARES}
          onChange={setShare}
          name={(option) => option}
        />
      </Act>
    </>
  );
}
