import { useTranslation } from 'react-i18next';
import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { amount, rate as inRate } from '../../../view/format.ts';
import { useFailing } from '../state/failing.ts';
import { useInstances } from '../state/instances.ts';
import { useLinkRate } from '../state/rates.ts';

/** Client or balancer: what passes through, what is on its way, and what fails or decides. */
export function CompactBody({
  node,
  instance,
  detail,
}: {
  node: PlannedNode;
  instance: number;
  detail: string;
}) {
  const { t } = useTranslation();
  const inFlight = useInstances((instances) => instances.inFlight[instance] ?? 0);
  const rate = useLinkRate(node.id, node.targets);
  const failing = useFailing(instance);
  const waiting = useInstances((instances) => instances.queues[instance] ?? 0);
  return (
    <div className="compact-body">
      <span className="big">
        <span className="number">{rate === null ? '–' : inRate(rate)}</span>
        <span className="unit">{t('readout.perSecond')}</span>
      </span>
      <span className="small">
        <span className="number">{amount(Math.round(inFlight))}</span>{' '}
        <span className="unit">{t('readout.inFlight')}</span>
      </span>
      {failing > 0 && node.isClient ? (
        <span className="compact-foot failing">
          <span className="number">{inRate(failing)}</span>
          <span className="unit">
            {t('readout.perSecond')} {t('readout.failing')}
          </span>
        </span>
      ) : (
        <span className="compact-foot unit">{waiting >= 1 ? <Waiting count={waiting} /> : detail}</span>
      )}
    </div>
  );
}

/** A balancer that has to hold requests back says so in place of its policy. */
function Waiting({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <>
      <span className="number">{amount(Math.round(count))}</span> {t('readout.waiting')}
    </>
  );
}
