import './dialogs.css';
import { ShareDialog } from '../share/share-dialog.tsx';
import type { Dialog } from '../state/ui.ts';
import { Chooser } from '../story/chooser.tsx';
import { OwnScenario } from '../story/own-scenario.tsx';
import { KeysSheet } from './keys-sheet.tsx';

const DIALOGS = { chooser: Chooser, own: OwnScenario, share: ShareDialog, keys: KeysSheet } as const;

/** The dialogs, fetched when the first of them is opened. */
export function Dialogs({ dialog }: { dialog: Dialog }) {
  const Shown = DIALOGS[dialog];
  return <Shown />;
}
