import { PowerOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { lastsFor, spaced } from '../inspector/lasts.ts';
import { isAway, useInstances } from '../state/instances.ts';
import { strike } from '../state/actions.ts';
import { useSettingNow } from '../state/setting-now.ts';
import type { Doing, Opened, Setting } from '../worker/protocol.ts';

/** The first things to try: more load, another policy, a crash. */
export function Controls({ opened }: { opened: Opened }) {
  const { t } = useTranslation();
  const { nodes } = opened.plan;
  const sources = nodes.filter(({ id }) => settingOf(opened, id, 'scale')?.live === true);
  const balancers = nodes.filter(({ id }) => settingOf(opened, id, 'policy')?.live === true);
  return (
    <section className="controls" aria-label={t('story.controls')}>
      {sources.slice(0, 2).map(({ id }) => (
        <Load key={id} node={id} setting={settingOf(opened, id, 'scale')!} alone={sources.length === 1} />
      ))}
      {balancers.slice(0, 2).map(({ id }) => (
        <Policy
          key={id}
          node={id}
          setting={settingOf(opened, id, 'policy')!}
          alone={balancers.length === 1}
        />
      ))}
      <CrashOne opened={opened} />
    </section>
  );
}

function settingOf(opened: Opened, node: string, path: string): Setting | undefined {
  return opened.settings[node]?.find((setting) => setting.path === path);
}

const MOST_LOAD = 3;

function Load({ node, setting, alone }: { node: string; setting: Setting; alone: boolean }) {
  const { t } = useTranslation();
  const current = Number(useSettingNow(`${node}.scale`, setting.value));
  const [dragged, setDragged] = useState<number | null>(null);
  const value = dragged ?? current;
  const commit = (): void => {
    if (dragged === null || dragged === current) setDragged(null);
    else
      void strike({ set: `${node}.scale`, to: dragged }).then(() =>
        // It may have been moved on meanwhile.
        setDragged((now) => (now === dragged ? null : now)),
      );
  };
  return (
    <label className={`control ${alone ? '' : 'named'}`}>
      <span>{alone ? t('story.load') : t('story.loadOf', { node })}</span>
      <input
        type="range"
        min={0}
        max={Math.max(MOST_LOAD, current)}
        step={0.05}
        value={value}
        aria-valuetext={`×${value.toFixed(2)}`}
        onChange={(event) => setDragged(Number(event.target.value))}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
      />
      <span className="number">×{value.toFixed(2)}</span>
    </label>
  );
}

function Policy({ node, setting, alone }: { node: string; setting: Setting; alone: boolean }) {
  const { t } = useTranslation();
  const value = useSettingNow(`${node}.policy`, setting.value);
  return (
    <label className={`control policy ${alone ? '' : 'named'}`}>
      <span>{alone ? t('story.policy') : t('story.policyOf', { node })}</span>
      <select
        value={value}
        onChange={(event) => void strike({ set: `${node}.policy`, to: event.target.value })}
      >
        {setting.choices.map(({ name, summary }) => (
          <option
            key={name}
            value={name}
            title={t(`choices.${name}` as 'state.ok', { defaultValue: summary })}
          >
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** One button that breaks something that matters: a replica of the first service that is up. */
function CrashOne({ opened }: { opened: Opened }) {
  const { t } = useTranslation();
  const states = useInstances(useShallow((instances) => instances.states));
  const node =
    opened.plan.nodes.find(({ tier }) => tier === 'service') ??
    opened.plan.nodes.find(({ tier }) => tier === 'state');
  const victim = node?.instances.find(
    (instance) => states[instance] !== 'down' && !isAway(states[instance] ?? 'ok'),
  );
  if (victim === undefined) return null;
  const name = opened.plan.instances[victim].id;
  const lasts = lastsFor(opened.duration)[1];
  const entry: Doing['entry'] = { crash: name, for: lasts };
  return (
    <button type="button" className="outlined crash-one" onClick={() => void strike(entry)}>
      <PowerOff size={15} aria-hidden />
      {t('story.crash', { node: name })}
      <span className="label">{t('story.crashHelp', { lasts: spaced(lasts) })}</span>
    </button>
  );
}
