import { Hourglass, Power, PowerOff, Scissors, Snail, Unplug } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { strike as send } from '../state/actions.ts';
import type { Selection } from '../state/ui.ts';
import type { Doing, Opened } from '../worker/protocol.ts';
import { targetOf } from './target.ts';

const LASTS = ['10s', '30s', '2min', 'forever'] as const;
const TIMES = ['2', '5', '20'] as const;
const DELAYS = ['10ms', '100ms', '1s'] as const;
const SHARES = ['5%', '20%', '50%'] as const;

/** Everything that can be done to a part; each is a button with its number key. */
export function BreakIt({ selection, opened }: { selection: Selection; opened: Opened }) {
  const { t } = useTranslation();
  const [lasts, setLasts] = useState<(typeof LASTS)[number]>('30s');
  const [times, setTimes] = useState<string>('5');
  const [delay, setDelay] = useState<string>('100ms');
  const [share, setShare] = useState<string>('20%');
  const [ways, setWays] = useState<'both' | 'one'>('both');
  const target = targetOf(selection, opened);
  const isLink = selection.kind === 'link';
  const links = isLink && ways === 'one' ? target.replace('<->', '->') : target;
  const strike = (entry: Doing['entry']): void =>
    void send(lasts === 'forever' ? entry : { ...entry, for: lasts });
  return (
    <div className="break-it">
      <Choice
        label={t('breaking.lasts')}
        value={lasts}
        options={LASTS}
        onChange={setLasts}
        name={(option) => (option === 'forever' ? t('breaking.forever') : option)}
      />
      {isLink && (
        <Choice
          label={t('breaking.allLinks')}
          value={ways}
          options={['both', 'one']}
          onChange={setWays}
          name={(option) =>
            option === 'both'
              ? t('breaking.both')
              : t('breaking.oneWay', { from: selection.from, to: selection.to })
          }
        />
      )}
      <ul className="break-list">
        {!isLink && (
          <>
            <Act
              Icon={PowerOff}
              name={t('breaking.crash')}
              help={t('breaking.crashHelp')}
              onAct={() => strike({ crash: target })}
            />
            <Act
              Icon={Power}
              name={t('breaking.restart')}
              help={t('breaking.restartHelp')}
              onAct={() => void send({ restart: target })}
            />
            <Act
              Icon={Snail}
              name={t('breaking.slow')}
              help={t('breaking.slowHelp')}
              onAct={() => strike({ slow: target, times: Number(times) })}
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
        )}
        <Act
          Icon={Scissors}
          name={t('breaking.cut')}
          help={t('breaking.cutHelp')}
          onAct={() => strike({ partition: links })}
        />
        <Act
          Icon={Hourglass}
          name={t('breaking.delay')}
          help={t('breaking.delayHelp')}
          onAct={() => strike({ delay: links, by: delay })}
        >
          <Choice
            label={t('breaking.delay')}
            value={delay}
            options={DELAYS}
            onChange={setDelay}
            name={(option) => `+${option}`}
          />
        </Act>
        <Act
          Icon={Unplug}
          name={t('breaking.drop')}
          help={t('breaking.dropHelp')}
          onAct={() => strike({ drop: links, share })}
        >
          <Choice
            label={t('breaking.drop')}
            value={share}
            options={SHARES}
            onChange={setShare}
            name={(option) => option}
          />
        </Act>
      </ul>
    </div>
  );
}

interface ActProps {
  readonly Icon: typeof Power;
  readonly name: string;
  readonly help: string;
  readonly onAct: () => void;
  readonly children?: ReactNode;
}

function Act({ Icon, name, help, onAct, children }: ActProps) {
  return (
    <li>
      <button type="button" className="outlined break-button" onClick={onAct}>
        <Icon size={16} aria-hidden />
        {name}
      </button>
      <div className="break-how">
        {children}
        <p className="label">{help}</p>
      </div>
    </li>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly onChange: (value: T) => void;
  readonly name: (option: T) => string;
}

/** A few values side by side. */
function Choice<T extends string>({ label, value, options, onChange, name }: ChoiceProps<T>) {
  return (
    <fieldset className="choice" aria-label={label}>
      {options.map((option) => (
        <button key={option} type="button" aria-pressed={value === option} onClick={() => onChange(option)}>
          {name(option)}
        </button>
      ))}
    </fieldset>
  );
}
