import './file-drop.css';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openOwn } from '../state/actions.ts';
import { tell } from '../state/ui.ts';

/** More is not a scenario. */
const MOST_BYTES = 1_000_000;

/** Reads a dropped or chosen file; null, and a word about it, if it is too large. */
export async function readScenarioFile(file: File, tooLarge: string): Promise<string | null> {
  if (file.size <= MOST_BYTES) return file.text();
  tell({ text: tooLarge });
  return null;
}

/** Lets a scenario be dropped anywhere on the page. */
export function FileDrop() {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent): void => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = async (event: DragEvent): Promise<void> => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(false);
      const text = await readScenarioFile(event.dataTransfer!.files[0], t('own.tooLarge'));
      if (text !== null) await openOwn(text);
    };
    const drop = (event: DragEvent): void => void onDrop(event);
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', drop);
    };
  }, [t]);
  return over ? <div className="file-drop">{t('own.drop')}</div> : null;
}
