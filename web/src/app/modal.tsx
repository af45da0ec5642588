import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../state/ui.ts';

/** A dialog over the page. The browser keeps the focus inside and closes it on Escape. */
export function Modal({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current!;
    element.showModal();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={id}
      onClose={() => openDialog(null)}
      onPointerDown={(event) => {
        if (event.target === dialog.current) openDialog(null);
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <button type="button" className="icon" onClick={() => openDialog(null)}>
          <X size={17} aria-hidden />
          <span className="visually-hidden">{t('inspector.close')}</span>
        </button>
      </header>
      <div className="modal-body">{children}</div>
    </dialog>
  );
}
