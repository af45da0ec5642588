import { Check, Copy, Download } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../app/modal.tsx';
import { amount } from '../../../view/format.ts';
import { useSession } from '../state/session.ts';
import { commandLine } from './command-line.ts';
import { linkOf } from './run-link.ts';

/** The run as a link and as a command: both give the same run again. */
export function ShareDialog() {
  const { t } = useTranslation();
  const session = useSession();
  const [link, setLink] = useState('');
  useEffect(() => {
    void linkOf(session).then(setLink);
  }, [session]);
  return (
    <Modal title={t('share.title')}>
      <Copyable label={t('share.link')} text={link} id="share-link">
        {t('share.linkHelp')} {link !== '' && t('share.length', { count: amount(link.length) as never })}
      </Copyable>
      <Copyable label={t('share.cli')} text={commandLine(session)} id="share-cli">
        {t('share.cliHelp')} {session.name === null && t('share.cliOwn')}
      </Copyable>
      <button
        type="button"
        className="outlined"
        onClick={() => save(session.text, session.opened?.title ?? 'scenario')}
      >
        <Download size={15} aria-hidden />
        {t('share.save')}
      </button>
    </Modal>
  );
}

interface CopyableProps {
  readonly label: string;
  readonly text: string;
  readonly id: string;
  readonly children: ReactNode;
}

function Copyable({ label, text, id, children }: CopyableProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  return (
    <section className="copyable">
      <label htmlFor={id}>{label}</label>
      <div>
        <textarea id={id} readOnly rows={2} value={text} onFocus={(event) => event.target.select()} />
        <button type="button" className="primary" onClick={copy}>
          {state === 'copied' ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          {state === 'copied' ? t('share.copied') : t('share.copy')}
        </button>
      </div>
      <output className="label">{state === 'failed' ? t('share.copyFailed') : children}</output>
    </section>
  );
}

/** Hands the text over as a file. */
function save(text: string, title: string): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  anchor.download = `${
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'scenario'
  }.yaml`;
  anchor.click();
  URL.revokeObjectURL(anchor.href);
}
