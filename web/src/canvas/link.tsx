import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { rate as inRate } from '../../../view/format.ts';
import { usePlayback } from '../state/playback.ts';
import { useLinkRate } from '../state/rates.ts';
import { useSession } from '../state/session.ts';
import { select, useUi } from '../state/ui.ts';
import { useGeometry } from './geometry-context.ts';
import type { Point } from '../../../view/topology/geometry.ts';

/** How far the rate stands off the line. */
const LABEL_OFF = 17;
/** Half the gap of a cut link. */
const GAP = 11;

/** A link between two nodes: a line that never moves, and a button with its rate. */
export const Link = memo(function Link({ source, target }: EdgeProps) {
  const { t } = useTranslation();
  const geometry = useGeometry();
  const selected = useUi(
    ({ selection }) => selection?.kind === 'link' && selection.from === source && selection.to === target,
  );
  const rate = useLinkRate(source, [target]);
  const isControl = useSession(({ opened }) =>
    opened?.plan.nodes.some(({ id, tier }) => id === source && tier === 'control'),
  );
  const cut = usePlayback(({ digest }) => {
    const link = digest?.links.find(({ from, to }) => from === source && to === target);
    return link === undefined || link.cut === 0 ? 'no' : link.cut === link.ways ? 'all' : 'some';
  });
  const curve = geometry.curve(source, target);
  const middle = midpoint(curve);
  if (isControl === true) return <path d={pathOf(curve)} className="link-line control-line" />;
  const shown = rate === null ? '–' : inRate(rate);
  const place =
    geometry.flow === 'right' ? { x: middle.x, y: middle.y - LABEL_OFF } : { x: middle.x + 34, y: middle.y };
  return (
    <g className="link" data-selected={selected} data-cut={cut}>
      <path d={pathOf(curve)} className="link-line" />
      {cut === 'all' && <CutMark at={middle} down={geometry.flow === 'down'} />}
      <path d={pathOf(curve)} className="link-hit react-flow__edge-interaction" />
      <EdgeLabelRenderer>
        <button
          type="button"
          className="link-label nodrag nopan"
          aria-pressed={selected}
          data-walk={`${source}>${target}`}
          aria-label={t('canvas.linkRate', { from: source, to: target, rate: shown })}
          style={{ transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px)` }}
          onClick={() => select({ kind: 'link', from: source, to: target })}
        >
          <span className="number">{shown}</span>
          <span className="unit">{t('readout.perSecond')}</span>
          {cut !== 'no' && <span className="link-cut">{t('canvas.cut')}</span>}
        </button>
      </EdgeLabelRenderer>
    </g>
  );
});

/** A gap in the line with a tick on either side. */
function CutMark({ at, down }: { at: Point; down: boolean }) {
  return (
    <g className="cut-mark" transform={`translate(${at.x} ${at.y}) rotate(${down ? 90 : 0})`}>
      <rect x={-GAP} y={-5} width={2 * GAP} height={10} />
      <path d={`M${-GAP} -8V8M${GAP} -8V8`} />
    </g>
  );
}

function pathOf([a, b, c, d]: readonly [Point, Point, Point, Point]): string {
  return `M${a.x} ${a.y}C${b.x} ${b.y} ${c.x} ${c.y} ${d.x} ${d.y}`;
}

function midpoint([a, b, c, d]: readonly [Point, Point, Point, Point]): Point {
  return { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 };
}
