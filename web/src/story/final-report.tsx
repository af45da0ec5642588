import { useTranslation } from 'react-i18next';
import type { ClientReport, LatencyReport, Report } from '../../../sim-core/run/report.ts';
import { amount, duration, inWords, percent, rate as inRate } from '../../../view/format.ts';
import { Costs } from './costs.tsx';
import { Recoveries } from './recoveries.tsx';
import { useReport } from './use-report.ts';

/** What came out of the run: per client, with intervals and sample sizes. */
export function FinalReport() {
  const { t } = useTranslation();
  const report = useReport();
  if (report === null) return null;
  return (
    <section className="final" data-testid="final-report">
      <h3>{t('report.title')}</h3>
      {report.stopReason.kind === 'limit' && (
        <p>
          {t('report.limit', {
            ...report.stopReason,
            value: amount(report.stopReason.value),
            busiest: report.stopReason.busiest.join(', '),
          })}
        </p>
      )}
      {Object.entries(report.clients).map(([name, client]) => (
        <ClientPart key={name} name={name} client={client} report={report} />
      ))}
      <Costs cost={report.cost} />
      <Recoveries recoveries={report.recoveries} />
      {report.problems.length > 0 && (
        <>
          <h4>{t('report.problems')}</h4>
          <ul className="final-problems">
            {report.problems.map(({ code, data, what }) => (
              <li key={what}>{t(`reportProblem.${code}` as 'state.ok', { ...data, defaultValue: what })}</li>
            ))}
          </ul>
        </>
      )}
      <p className="label">
        {t('report.fingerprint', { value: report.fingerprint, events: amount(report.events) })}
      </p>
    </section>
  );
}

function ClientPart({ name, client, report }: { name: string; client: ClientReport; report: Report }) {
  const { t } = useTranslation();
  const failed = Object.values(client.failed).reduce((sum, count) => sum + count, 0);
  const rows = [
    [t('report.offered'), client.offered, client.offeredRate],
    [t('report.completed'), client.completed, client.throughput],
    [t('report.useful'), null, client.goodput],
    [t('report.failed'), failed, null],
  ] as const;
  return (
    <>
      <h4>{t('report.client', { name })}</h4>
      <table className="final-table">
        <tbody>
          {rows.map(([label, count, rate]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="number">{count === null ? '' : amount(count)}</td>
              <td className="number">{rate === null ? '' : `${inRate(rate)} /s`}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('report.availability')}</th>
            <td className="number" colSpan={2}>
              {client.availability === null ? '–' : percent(client.availability)}
            </td>
          </tr>
        </tbody>
      </table>
      <Latency latency={client.latency} warmup={report.warmupSeconds} />
      {failed > 0 && <Reasons failed={client.failed} />}
    </>
  );
}

function Latency({ latency, warmup }: { latency: LatencyReport; warmup: number }) {
  const { t } = useTranslation();
  const rows = [
    [t('report.mean'), latency.mean, latency.meanCi],
    ['p50', latency.p50, latency.p50Ci],
    ['p90', latency.p90, latency.p90Ci],
    ['p95', latency.p95, latency.p95Ci],
    ['p99', latency.p99, latency.p99Ci],
    ['p99.9', latency.p999, latency.p999Ci],
  ] as const;
  return (
    <table className="final-table">
      <caption>
        {t('report.latency')}{' '}
        <span className="label">
          {t('report.samples', { count: amount(latency.count) as never, warmup: inWords(duration(warmup)) })}
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('report.quantile')}</th>
          <th scope="col">{t('report.value')}</th>
          <th scope="col">{t('report.interval')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, value, interval]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="number">{value === null ? '–' : inWords(duration(value))}</td>
            <td className={interval === null ? 'label' : 'number'}>
              {value === null
                ? t('report.hidden')
                : interval === null
                  ? t('report.noInterval')
                  : `${inWords(duration(interval[0]))} – ${inWords(duration(interval[1]))}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Reasons({ failed }: { failed: ClientReport['failed'] }) {
  const { t } = useTranslation();
  return (
    <table className="final-table">
      <caption>{t('report.reasons')}</caption>
      <tbody>
        {Object.entries(failed).map(([reason, count]) => (
          <tr key={reason}>
            <th scope="row">{t(`status.${reason}` as 'state.ok')}</th>
            <td className="number">{amount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
