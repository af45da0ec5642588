import './dialogs.css';
import { Chooser } from '../story/chooser.tsx';
import { OwnScenario } from '../story/own-scenario.tsx';
import { ShareDialog } from '../share/share-dialog.tsx';
import type { Dialog } from '../state/ui.ts';
import { KeysSheet } from './keys-sheet.tsx';

/** The dialogs, fetched when the first of them is opened. */
export function Dialogs({ dialog }: { dialog: Dialog }) {
  switch (dialog) {
    case 'chooser':
      return <Chooser />;
    case 'own':
      return <OwnScenario />;
    case 'share':
      return <ShareDialog />;
    case 'keys':
      return <KeysSheet />;
  }
}
