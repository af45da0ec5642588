import { useTranslation } from 'react-i18next';
import type { CostReport } from '../../../sim-core/run/report.ts';
import { amount } from '../../../view/format.ts';

/** What ran has cost; nothing is said where nothing has a price. */
export function Costs({ cost }: { cost: CostReport }) {
  const { t } = useTranslation();
  if (cost.total === 0) return null;
  const rows = [
    [t('report.costTotal'), cost.total],
    [t('report.costPerHour'), cost.perHour],
    [t('report.costPerMillion'), cost.perMillionRequests],
  ] as const;
  const nodes = Object.entries(cost.nodes);
  return (
    <table className="final-table" data-testid="final-cost">
      <caption>{t('report.cost')}</caption>
      <tbody>
        {rows.map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="number">{value === null ? '–' : amount(value)}</td>
          </tr>
        ))}
        {nodes.length > 1 &&
          nodes.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{t('report.costOf', { name })}</th>
              <td className="number">{amount(value)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
