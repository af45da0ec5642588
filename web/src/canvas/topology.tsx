import '@xyflow/react/dist/base.css';
import './topology.css';
import {
  applyNodeChanges,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  type Edge,
  type Node,
  type NodeChange,
} from '@xyflow/react';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../state/session.ts';
import { select } from '../state/ui.ts';
import type { Opened } from '../worker/protocol.ts';
import { Card } from './card.tsx';
import { cardHeight, cardWidth } from '../../../view/topology/card-size.ts';
import { fitted, SMALLEST, zoomOfAll } from './fit.ts';
import { Ghost } from './ghost.tsx';
import { Geometry, type Flow, type Positions } from '../../../view/topology/geometry.ts';
import { GeometryContext } from './geometry-context.ts';
import { Legend } from './legend.tsx';
import { Link } from './link.tsx';
import { PartsList } from './parts-list.tsx';
import { forgetPositions, keepPositions, keptPositions } from './positions.ts';
import { SMALL_PRINT } from './stage.ts';
import { StageCanvas } from './stage-canvas.tsx';
import { useSize, type Size } from './use-size.ts';
import { ViewButtons } from './view-buttons.tsx';

const nodeTypes = { card: Card };
const edgeTypes = { link: Link };
/** A narrower place lets requests flow down instead of to the right, if that makes the picture larger. */
const NARROW = 640;
/** Nearer than the zoom that shows everything by more than rounding. */
const NEARER = 1.01;

/** The system as a picture: cards and links in the page, everything that moves on a canvas above them. */
export function Topology() {
  const opened = useSession((session) => session.opened);
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const flow = useMemo(() => flowFor(opened, size), [opened, size]);
  return (
    <div className="topology" id="topology" ref={box} tabIndex={-1}>
      {opened === null && <Ghost />}
      {opened !== null && size.width > 0 && (
        <ReactFlowProvider key={`${opened.hash}/${flow}`}>
          <Picture opened={opened} flow={flow} size={size} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

/** Many systems side by side are wide where one system is long: the flow that leaves more to see. */
function flowFor(opened: Opened | null, size: Size): Flow {
  if (opened === null || size.width === 0 || size.width >= NARROW) return 'right';
  const zoom = (flow: Flow): number =>
    zoomOfAll(new Geometry(opened.plan, opened.positions[flow], flow).bounds(), size);
  return zoom('right') > zoom('down') ? 'right' : 'down';
}

interface PictureProps {
  readonly opened: Opened;
  readonly flow: Flow;
  readonly size: Size;
}

function Picture({ opened, flow, size }: PictureProps) {
  const { t } = useTranslation();
  const { setViewport } = useReactFlow();
  const { plan } = opened;
  const automatic = opened.positions[flow];
  const [nodes, setNodes] = useState(() =>
    cards(opened, flow, keptPositions(opened.hash, flow) ?? automatic),
  );
  const edges = useMemo(() => links(opened), [opened]);
  const geometry = useMemo(() => new Geometry(plan, positionsOf(nodes), flow), [plan, nodes, flow]);
  const fit = (from: Geometry, milliseconds: number): void => {
    void setViewport(fitted(from.bounds(), size), { duration: milliseconds });
  };
  const refit = useEffectEvent((to: Size) => void setViewport(fitted(geometry.bounds(), to)));
  useEffect(() => refit(size), [size]);
  const onNodesChange = useCallback(
    (changes: NodeChange[]) => setNodes((now) => applyNodeChanges(changes, now)),
    [],
  );
  // On a phone a finger scrolls the page, until there is more of the picture than can be seen.
  const all = zoomOfAll(geometry.bounds(), size);
  const isNearer = useStore(({ transform }) => transform[2] > Math.max(all, SMALLEST) * NEARER);
  const isFar = useStore(({ transform }) => transform[2] < SMALL_PRINT);
  const pans = size.width >= NARROW || all < SMALLEST || isNearer;
  const tidy = (): void => {
    forgetPositions(opened.hash, flow);
    const tidied = cards(opened, flow, automatic);
    setNodes(tidied);
    fit(new Geometry(plan, positionsOf(tidied), flow), 250);
  };
  return (
    <GeometryContext value={geometry}>
      <PartsList opened={opened} />
      <ReactFlow
        className={isFar ? 'far' : ''}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={() => keepPositions(opened.hash, flow, positionsOf(nodes))}
        onEdgeClick={(_, { source, target }) => select({ kind: 'link', from: source, to: target })}
        onPaneClick={() => select(null)}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        elementsSelectable={false}
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        preventScrolling={size.width >= NARROW}
        panOnDrag={pans}
        minZoom={0.15}
        maxZoom={2.5}
        proOptions={{ hideAttribution: true }}
        aria-label={t('canvas.label')}
      />
      <StageCanvas geometry={geometry} size={size} />
      <ViewButtons onFit={() => fit(geometry, 200)} onTidy={tidy} />
      <Legend />
    </GeometryContext>
  );
}

function cards(opened: Opened, flow: Flow, positions: Positions): Node[] {
  return opened.plan.nodes.map((node) => ({
    id: node.id,
    type: 'card',
    position: { ...(positions.get(node.id) ?? { x: 0, y: 0 }) },
    width: cardWidth(node.tier),
    height: cardHeight(node.instances.length, node.tier),
    data: { node, flow },
  }));
}

function links(opened: Opened): Edge[] {
  return opened.plan.nodes.flatMap(({ id, targets }) =>
    targets.map((target) => ({
      id: `${id}>${target}`,
      source: id,
      target,
      type: 'link',
      interactionWidth: 0,
    })),
  );
}

function positionsOf(nodes: readonly Node[]): Positions {
  return new Map(nodes.map(({ id, position }) => [id, position]));
}
