import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readScenarioFile } from '../app/file-drop.tsx';
import { Modal } from '../app/modal.tsx';
import { Problems } from '../app/problems.tsx';
import { check, openOwn } from '../state/actions.ts';
import { useSession } from '../state/session.ts';
import { openDialog } from '../state/ui.ts';
import type { PageProblem } from '../worker/protocol.ts';

/** Milliseconds without a keystroke before the text is checked. */
const PAUSE = 300;

/** A scenario of one's own: text, what is wrong with it, and a way to each place. */
export function OwnScenario() {
  const { t } = useTranslation();
  const [text, setText] = useState(() => useSession.getState().text);
  // What was refused is shown with what is wrong with it.
  const [problems, setProblems] = useState<readonly PageProblem[]>(() => useSession.getState().problems);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => void check(text).then(setProblems), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const run = async (): Promise<void> => {
    const found = await check(text);
    setProblems(found);
    if (found.some(({ severity }) => severity === 'error')) return;
    openDialog(null);
    await openOwn(text);
  };
  const read = async (file: File | undefined): Promise<void> => {
    const content = file === undefined ? null : await readScenarioFile(file, t('own.tooLarge'));
    if (content !== null) setText(content);
  };
  return (
    <Modal title={t('own.title')}>
      <p className="label">{t('own.help')}</p>
      <textarea
        ref={area}
        className="own-text"
        aria-label={t('own.label')}
        spellCheck={false}
        rows={18}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="own-actions">
        <label className="file-button">
          <input
            type="file"
            accept=".yaml,.yml,.json,text/yaml"
            className="visually-hidden"
            onChange={(event) => void read(event.target.files?.[0])}
          />
          {t('own.file')}
        </label>
        <output className="label">
          {problems.length === 0 ? t('own.clean') : t('own.problems', { count: problems.length })}
        </output>
        <button type="button" className="outlined" onClick={() => openDialog(null)}>
          {t('own.cancel')}
        </button>
        <button type="button" className="primary" disabled={errors > 0} onClick={() => void run()}>
          {t('own.run')}
        </button>
      </div>
      <Problems problems={problems} onGo={(problem) => goTo(area.current!, text, problem)} />
    </Modal>
  );
}

/** Puts the caret where the problem is. */
function goTo(area: HTMLTextAreaElement, text: string, { line, column }: PageProblem): void {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0);
  const end = start + (lines[line - 1]?.length ?? 0);
  area.focus();
  area.setSelectionRange(start + column - 1, end);
  area.scrollTop = (area.scrollHeight * (line - 4)) / lines.length;
}
