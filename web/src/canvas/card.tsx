import './card.css';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { isAway, useInstances, type StateName } from '../state/instances.ts';
import { useSession } from '../state/session.ts';
import { useSettingNow } from '../state/setting-now.ts';
import { select, useUi } from '../state/ui.ts';
import { isMatrix, isWordy, matrixShare } from '../../../view/topology/card-size.ts';
import { CompactBody } from './compact-body.tsx';
import { Matrix } from './matrix.tsx';
import { ScalerBody } from './scaler-body.tsx';
import { Silhouette } from './silhouette.tsx';
import { StateIcon } from './state-icon.tsx';
import { Strip } from './strip.tsx';

export interface CardData extends Record<string, unknown> {
  readonly node: PlannedNode;
  readonly flow: 'right' | 'down';
}

/** A node of the system: its name and state, and a strip for each of its replicas. */
export const Card = memo(function Card({ data }: NodeProps) {
  const { node, flow } = data as CardData;
  const { t } = useTranslation();
  const state = useInstances((instances) => nodeState(node, instances.states));
  const downs = useInstances(
    ({ states }) => node.instances.filter((instance) => states[instance] === 'down').length,
  );
  const present = useInstances(
    ({ states }) => node.instances.filter((instance) => !isAway(states[instance] ?? 'ok')).length,
  );
  const selected = useUi(({ selection }) => selection?.kind === 'node' && selection.node === node.id);
  const count = node.instances.length;
  const detail = useDetail(node.id);
  const wordy = isWordy(count, node.tier);
  const partly = downs > 0 && downs < present;
  const word = partly ? t('state.someDown', { count: downs }) : t(`state.${state}`);
  return (
    <div className={`card ${state}`} data-selected={selected} data-node={node.id}>
      <Ends flow={flow} />
      <button
        type="button"
        className="card-head nodrag"
        data-walk={node.id}
        aria-pressed={selected}
        aria-label={t('canvas.node', { name: node.id, state: word })}
        onClick={() => select({ kind: 'node', node: node.id })}
      >
        <Silhouette node={node} />
        <span className="card-name" title={node.id}>
          {node.id}
        </span>
        {count > 1 && (
          <span className="card-count number">
            {node.isScaled ? t('canvas.scaled', { present, count }) : t('canvas.replicas', { count })}
          </span>
        )}
        <span className="card-detail" title={detail}>
          {wordy ? '' : detail}
        </span>
        <span className={`state-word ${partly ? 'down' : state}`}>
          <StateIcon state={partly ? 'down' : state} />
          {word}
        </span>
      </button>
      <Body node={node} detail={detail} />
    </div>
  );
});

function Body({ node, detail }: { node: PlannedNode; detail: string }) {
  const { t } = useTranslation();
  const count = node.instances.length;
  if (node.tier === 'control') return <ScalerBody node={node} detail={detail} />;
  if (isWordy(count, node.tier))
    return <CompactBody node={node} instance={node.instances[0]} detail={detail} />;
  if (!isMatrix(count))
    return node.instances.map((instance) => <Strip key={instance} node={node} instance={instance} />);
  const share = matrixShare(count);
  return (
    <>
      <Matrix node={node} />
      {share > 1 && <span className="matrix-share label">{t('canvas.cellShare', { count: share })}</span>}
    </>
  );
}

/** Invisible: where links join the card, as the topology library wants to know. */
function Ends({ flow }: { flow: 'right' | 'down' }) {
  return (
    <>
      <Handle
        type="target"
        position={flow === 'right' ? Position.Left : Position.Top}
        isConnectable={false}
      />
      <Handle
        type="source"
        position={flow === 'right' ? Position.Right : Position.Bottom}
        isConnectable={false}
      />
    </>
  );
}

const RANK: readonly StateName[] = ['saturated', 'recovering', 'busy', 'leader', 'ok', 'draining', 'booting'];

/** Down when all that should be there are down; else the state that most deserves a look. */
function nodeState({ instances }: PlannedNode, states: readonly StateName[]): StateName {
  const all = instances.map((instance) => states[instance] ?? 'ok');
  const present = all.filter((state) => !isAway(state));
  const own = present.length === 0 ? all : present;
  if (own.every((state) => state === 'down')) return 'down';
  const found = RANK.find((state) => own.includes(state)) ?? 'ok';
  return found === 'leader' ? 'ok' : found;
}

/** One setting that says most about a node of its kind, as it is now. */
function useDetail(id: string): string {
  const settings = useSession((session) => session.opened?.settings[id]);
  const telling = settings?.find(({ path }) => path === 'policy' || path === 'replication');
  return useSettingNow(`${id}.${telling?.path ?? ''}`, telling?.value ?? '');
}
