import { useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { act, restartWith } from '../state/actions.ts';
import { useSession } from '../state/session.ts';
import { useSettingNow } from '../state/setting-now.ts';
import type { Setting } from '../worker/protocol.ts';

/** Lines of a list or a map that are seen at once. */
const MOST_LINES = 12;

/** The settings of a node. Some may change at once; the others make another scenario. */
export function Settings({ node }: { node: string }) {
  const { t } = useTranslation();
  const settings = useSession((session) => session.opened?.settings[node] ?? []);
  const kind = useSession((session) => session.opened?.plan.nodes.find(({ id }) => id === node)?.kind ?? '');
  if (settings.length === 0) return <p className="label">{t('inspector.noSettings')}</p>;
  const groups = [
    { title: t('inspector.live'), list: settings.filter(({ live }) => live) },
    { title: t('inspector.needsRestart'), list: settings.filter(({ live }) => !live) },
  ];
  return groups
    .filter(({ list }) => list.length > 0)
    .map(({ title, list }) => (
      <section key={title} className="figure-group">
        <h3>{title}</h3>
        {list.map((setting) => (
          <Field key={`${setting.path}=${setting.value}`} node={node} kind={kind} setting={setting} />
        ))}
      </section>
    ));
}

function Field({ node, kind, setting }: { node: string; kind: string; setting: Setting }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState('');
  const name = `${node}.${setting.path}`;
  const current = useSettingNow(name, setting.value);
  const value = draft ?? current;
  const changed = inOneLine(value) !== inOneLine(current);
  const id = `setting-${node}-${setting.path}`;
  const words = (part: 'label' | 'help'): string =>
    t(`kinds.${kind}.params.${setting.path}.${part}` as 'state.ok', { defaultValue: setting[part] });
  const apply = async (text: string): Promise<void> => {
    const line = inOneLine(text);
    const problem = setting.live
      ? await act({ set: name, to: written(line) })
      : await restartWith(name, line);
    setWrong(problem ?? '');
    // What is in force is shown from now on; a list keeps the lines that it was written in.
    if (problem === null && !text.includes('\n')) setDraft(null);
  };
  return (
    <form
      className={setting.value.includes('\n') ? 'field field-wide' : 'field'}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) void apply(value);
      }}
    >
      <label htmlFor={id} title={words('help')}>
        {words('label')}
      </label>
      <Control id={id} setting={setting} value={value} isWrong={wrong !== ''} change={setDraft} />
      <p id={`${id}-help`} className="label">
        {words('help')}
      </p>
      {wrong !== '' && (
        <p className="field-wrong" role="alert">
          {wrong}
        </p>
      )}
      {changed && (
        <button type="submit" className="primary">
          {setting.live ? t('inspector.apply') : t('inspector.restartWith')}
        </button>
      )}
    </form>
  );
}

interface ControlProps {
  readonly id: string;
  readonly setting: Setting;
  readonly value: string;
  readonly isWrong: boolean;
  readonly change: (value: string) => void;
}

/** What a value is written in: a choice, as many lines as it needs, or one. */
function Control({ id, setting, value, isWrong, change }: ControlProps) {
  const { t } = useTranslation();
  const choices = isFlag(setting) ? FLAGS : setting.choices;
  const shared = {
    id,
    value,
    onChange: (event: ChangeEvent<HTMLSelectElement | HTMLTextAreaElement | HTMLInputElement>) =>
      change(event.target.value),
  };
  const described = { 'aria-describedby': `${id}-help`, 'aria-invalid': isWrong };
  if (choices.length > 0)
    return (
      <select {...shared}>
        {choices.map(({ name, summary }) => (
          <option
            key={name}
            value={name}
            title={t(`choices.${name}` as 'state.ok', { defaultValue: summary })}
          >
            {name}
          </option>
        ))}
      </select>
    );
  if (!setting.value.includes('\n')) return <input type="text" {...shared} {...described} />;
  const rows = Math.min(MOST_LINES, value.split('\n').length);
  return <textarea rows={rows} spellCheck={false} {...shared} {...described} />;
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

const FLAGS = [
  { name: 'false', summary: '' },
  { name: 'true', summary: '' },
];

function isFlag({ value }: Setting): boolean {
  return value === 'true' || value === 'false';
}

/** What looks like a number or a flag is sent as one. */
function written(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
