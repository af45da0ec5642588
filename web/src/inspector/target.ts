import type { Selection } from '../state/ui.ts';
import type { Opened } from '../worker/protocol.ts';

/** A selection as faults name it: an instance, a node, or a link between two. */
export function targetOf(selection: Selection, opened: Opened): string {
  if (selection.kind === 'link') return `${selection.from} <-> ${selection.to}`;
  return selection.kind === 'node' ? selection.node : opened.plan.instances[selection.instance].id;
}
