import { useTranslation } from 'react-i18next';
import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { amount } from '../format.ts';
import { useInstances } from '../state/instances.ts';
import { useRate } from '../state/rates.ts';

/** Client or balancer: what passes through, and what is on its way. */
export function CompactBody({ node, instance }: { node: PlannedNode; instance: number }) {
  const { t } = useTranslation();
  const inFlight = useInstances((instances) => instances.inFlight[instance] ?? 0);
  const rate = useRate(node.targets.map((target) => `${node.id}>${target}`));
  const failing = useRate([`failed:${instance}`]);
  return (
    <div className="compact-body">
      <span className="big">
        <span className="number">{rate === null ? '–' : amount(rate)}</span>
        <span className="unit">{t('readout.perSecond')}</span>
      </span>
      <span className="small">
        <span>
          <span className="number">{amount(Math.round(inFlight))}</span> <span className="unit">{t('readout.inFlight')}</span>
        </span>
        {node.isClient && failing !== null && failing > 0 && (
          <span className="failing">
            <span className="number">{amount(failing)}</span>
            <span className="unit">
              {t('readout.perSecond')} {t('readout.failing')}
            </span>
          </span>
        )}
      </span>
    </div>
  );
}
