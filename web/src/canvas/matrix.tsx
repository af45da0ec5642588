import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { useInstances } from '../state/instances.ts';
import { live } from '../state/live.ts';
import { select, useUi } from '../state/ui.ts';
import { CARD, cardWidth, matrixColumns, matrixShare, stripOf } from '../../../view/topology/card-size.ts';

/** Many replicas as cells that the canvas fills; one of them at a time can be pointed at or walked to. */
export function Matrix({ node }: { node: PlannedNode }) {
  const { t } = useTranslation();
  const count = node.instances.length;
  const share = matrixShare(count);
  const cells = Math.ceil(count / share);
  const columns = matrixColumns(node.tier);
  const [at, setAt] = useState(0);
  const state = useInstances(({ states }) => states[node.instances[at * share]] ?? 'ok');
  const selected = useUi(({ selection }) =>
    selection?.kind === 'instance' && selection.node === node.id ? selection.instance : -1,
  );
  const step = CARD.matrixCell + CARD.matrixGap;
  const pick = (cell: number): void => {
    const instance = node.instances[cell * share];
    setAt(cell);
    if (instance !== undefined) select({ kind: 'instance', node: node.id, instance });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setAt(Math.max(0, Math.min(cells - 1, at + move)));
  };
  const box = stripOf(at * share, count, node.tier);
  const marked = selected >= 0 ? stripOf(live.plan!.instances[selected].index, count, node.tier) : null;
  return (
    <button
      type="button"
      className="matrix nodrag"
      style={{
        left: CARD.gutter,
        top: CARD.header,
        width: cardWidth(node.tier) - 2 * CARD.gutter,
        height: Math.ceil(cells / columns) * step,
      }}
      aria-label={t('canvas.node', {
        name: live.plan!.instances[node.instances[at * share]].id,
        state: t(`state.${state}`),
      })}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (event.detail === 0) return pick(at);
        const { offsetX, offsetY } = event.nativeEvent;
        pick(
          Math.min(
            cells - 1,
            Math.floor(offsetY / step) * columns + Math.min(columns - 1, Math.floor(offsetX / step)),
          ),
        );
      }}
    >
      <span className="matrix-at" style={{ left: box.x - CARD.gutter, top: box.y - CARD.header }} />
      {marked !== null && (
        <span
          className="matrix-marked"
          style={{ left: marked.x - CARD.gutter, top: marked.y - CARD.header }}
        />
      )}
    </button>
  );
}
