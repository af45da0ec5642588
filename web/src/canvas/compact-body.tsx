import { useTranslation } from 'react-i18next';
import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { amount } from '../../../view/format.ts';
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
  return (
    <div className="compact-body">
      <span className="big">
        <span className="number">{rate === null ? '–' : amount(rate)}</span>
        <span className="unit">{t('readout.perSecond')}</span>
      </span>
      <span className="small">
        <span className="number">{amount(Math.round(inFlight))}</span>{' '}
        <span className="unit">{t('readout.inFlight')}</span>
      </span>
      {failing > 0 && node.isClient ? (
        <span className="compact-foot failing">
          <span className="number">{amount(failing)}</span>
          <span className="unit">
            {t('readout.perSecond')} {t('readout.failing')}
          </span>
        </span>
      ) : (
        <span className="compact-foot unit">{detail}</span>
      )}
    </div>
  );
}
