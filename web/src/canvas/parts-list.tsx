import { useTranslation } from 'react-i18next';
import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { amount, rate as inRate } from '../../../view/format.ts';
import { useInstances } from '../state/instances.ts';
import { useLinkRate } from '../state/rates.ts';
import type { Opened } from '../worker/protocol.ts';

/** Replicas of one node that are told one by one, over and over; the inspector has all of them. */
const MOST = 40;

/** The topology in words, for those who hear the page: every part with its state, and where it sends. */
export function PartsList({ opened }: { opened: Opened }) {
  const { t } = useTranslation();
  return (
    <section className="visually-hidden" aria-label={t('canvas.list')}>
      <ul>
        {opened.plan.nodes.map((node) => (
          <li key={node.id}>
            {node.id}
            <ul>
              {node.instances.slice(0, MOST).map((instance) => (
                <Instance key={instance} name={opened.plan.instances[instance].id} instance={instance} />
              ))}
              {node.instances.length > MOST && (
                <li>{t('canvas.moreInstances', { more: node.instances.length - MOST, node: node.id })}</li>
              )}
              {node.targets.map((target) => (
                <Relation key={target} node={node} target={target} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Instance({ name, instance }: { name: string; instance: number }) {
  const { t } = useTranslation();
  const text = useInstances(({ states, busy, capacity, queues, inFlight }) => {
    const state = t(`state.${states[instance] ?? 'ok'}`);
    if (!capacity[instance])
      return t('canvas.instancePlain', { name, state, inFlight: amount(inFlight[instance] ?? 0) });
    return t('canvas.instance', {
      name,
      state,
      busy: Math.round(busy[instance]),
      capacity: capacity[instance],
      queue: amount(queues[instance]),
    });
  });
  return <li>{text}</li>;
}

function Relation({ node, target }: { node: PlannedNode; target: string }) {
  const { t } = useTranslation();
  const rate = useLinkRate(node.id, [target]);
  return (
    <li>
      {rate === null
        ? t('canvas.link', { from: node.id, to: target })
        : t('canvas.linkRate', { from: node.id, to: target, rate: inRate(rate) })}
    </li>
  );
}
