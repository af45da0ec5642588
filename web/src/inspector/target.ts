import type { Selection } from '../state/ui.ts';
import type { Opened } from '../worker/protocol.ts';

/** A selection as faults name it: an instance, a node, or a link between two. */
export function targetOf(selection: Selection, opened: Opened): string {
  switch (selection.kind) {
    case 'node':
      return selection.node;
    case 'instance':
      return opened.plan.instances[selection.instance].id;
    case 'link':
      return `${selection.from} <-> ${selection.to}`;
  }
}
