import type { TFunction } from 'i18next';
import type { Selection } from '../state/ui.ts';
import type { Opened } from '../worker/protocol.ts';

/** What the inspector is about, and a word about where that stands. */
export function titleOf(
  selection: Selection,
  opened: Opened,
  t: TFunction,
): { title: string; detail: string } {
  if (selection.kind === 'link') {
    return {
      title: t('inspector.linkBetween', { from: selection.from, to: selection.to }),
      detail: t('inspector.link'),
    };
  }
  const node = opened.plan.nodes.find(({ id }) => id === selection.node)!;
  const kind = t(`kinds.${node.kind}.name` as 'state.ok', { defaultValue: node.kind });
  if (selection.kind === 'node') {
    const count = node.instances.length;
    return {
      title: node.id,
      detail: count > 1 ? `${kind} · ${t('inspector.all', { count: count as never })}` : kind,
    };
  }
  const place = opened.plan.instances[selection.instance];
  const of = t('inspector.replica', {
    index: place.index + 1,
    count: node.instances.length as never,
    node: node.id,
  });
  const zone = place.zone === '' ? '' : ` · ${t('inspector.zone', { zone: place.zone })}`;
  return { title: place.id, detail: (node.instances.length > 1 ? of : kind) + zone };
}
