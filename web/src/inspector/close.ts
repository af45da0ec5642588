import { live } from '../state/live.ts';
import { select, useUi, type Selection } from '../state/ui.ts';

/** Closes the inspector; a focus that was inside goes back to the part that it was about. */
export function closeInspector(): void {
  const { selection } = useUi.getState();
  if (selection === null) return;
  const wasInside = document.activeElement?.closest('.inspector') !== null;
  select(null);
  if (wasInside) partOf(selection)?.focus();
}

/** The button of a part in the topology; one of many replicas has none of its own, but its node has. */
function partOf(selection: Selection): HTMLElement | null {
  if (selection.kind === 'link') return buttonOf(`${selection.from}>${selection.to}`);
  const replica =
    selection.kind === 'instance' ? buttonOf(live.plan?.instances[selection.instance]?.id ?? '') : null;
  return replica ?? buttonOf(selection.node);
}

function buttonOf(part: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-walk="${CSS.escape(part)}"]`);
}
