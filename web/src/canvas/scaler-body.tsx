import { useTranslation } from 'react-i18next';
import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { amount } from '../../../view/format.ts';
import { useScalerNow } from '../state/scaler-now.ts';

/** Autoscaler: how many replicas serve, how many there should be, and what is under way. */
export function ScalerBody({ node, detail }: { node: PlannedNode; detail: string }) {
  const { t } = useTranslation();
  const serving = useScalerNow(node, 'serving');
  const desired = useScalerNow(node, 'desired');
  const booting = useScalerNow(node, 'booting');
  const draining = useScalerNow(node, 'draining');
  const under = [
    booting > 0 && t('readout.booting', { count: booting }),
    draining > 0 && t('readout.draining', { count: draining }),
  ].filter((word) => word !== false);
  return (
    <div className="compact-body">
      <span className="big">
        <span className="number">{amount(serving)}</span> <span className="unit">{t('readout.serving')}</span>
      </span>
      <span className="small">
        <span className="number">{amount(desired)}</span> <span className="unit">{t('readout.wanted')}</span>
      </span>
      <span className="compact-foot unit">{under.length > 0 ? under.join(' · ') : detail}</span>
    </div>
  );
}
