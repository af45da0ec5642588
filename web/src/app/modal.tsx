import { X } from 'lucide-react';
import { useId, useLayoutEffect, useRef, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../state/ui.ts';

/** A dialog over the page. The browser keeps the focus inside and closes it on Escape. */
export function Modal({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Closed while it is still in the page, the browser gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current!;
    element.showModal();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={id}
      onClose={() => {
        if (dialog.current !== null) openDialog(null);
      }}
      onPointerDown={(event) => {
        if (isOutside(event)) openDialog(null);
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

/** On the page behind; the scroll bar of the dialog counts as the dialog. */
function isOutside({ currentTarget, target, clientX, clientY }: PointerEvent<HTMLDialogElement>): boolean {
  if (target !== currentTarget) return false;
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
