import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { isAway, useInstances } from '../state/instances.ts';
import { live } from '../state/live.ts';
import { select, useUi } from '../state/ui.ts';
import { amount } from '../../../view/format.ts';
import { stripOf } from '../../../view/topology/card-size.ts';
import { StateIcon } from './state-icon.tsx';

/** One replica: a button over the queue and cores that the canvas draws into it. */
export const Strip = memo(function Strip({ node, instance }: { node: PlannedNode; instance: number }) {
  const { t } = useTranslation();
  const state = useInstances((instances) => instances.states[instance] ?? 'ok');
  const leads = useInstances((instances) => instances.leads[instance] ?? false);
  const hasCores = useInstances((instances) => (instances.capacity[instance] ?? 0) > 0);
  // A queue that hands its work to others has slots but no cores.
  const isDrawn = hasCores || node.kind === 'work-queue';
  const selected = useUi(
    ({ selection }) => selection?.kind === 'instance' && selection.instance === instance,
  );
  const count = node.instances.length;
  const place = live.plan!.instances[instance];
  const box = stripOf(place.index, count, node.tier);
  return (
    <button
      type="button"
      className={`strip nodrag ${state}`}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      data-walk={place.id}
      aria-pressed={selected}
      aria-label={t('canvas.node', { name: place.id, state: t(`state.${state}`) })}
      onClick={() => select({ kind: 'instance', node: node.id, instance })}
    >
      <span className="strip-name number">
        {count > 1 ? place.index + 1 : ''}
        {leads && <StateIcon state="leader" size={12} />}
      </span>
      {state === 'down' && <span className="strip-down">{t('state.down')}</span>}
      {isAway(state) && <span className="strip-away">{t(`state.${state}`)}</span>}
      {!isDrawn && state !== 'down' && !isAway(state) && <InFlight instance={instance} />}
      <span className="strip-state">{state !== 'leader' && <StateIcon state={state} />}</span>
    </button>
  );
});

function InFlight({ instance }: { instance: number }) {
  const { t } = useTranslation();
  const inFlight = useInstances((instances) => instances.inFlight[instance] ?? 0);
  return (
    <span className="strip-plain">
      <span className="number">{amount(Math.round(inFlight))}</span>{' '}
      <span className="unit">{t('readout.inFlight')}</span>
    </span>
  );
}
