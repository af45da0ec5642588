import './charts.css';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { live } from '../state/live.ts';
import { useSession } from '../state/session.ts';
import { CHARTS, toggleChart, useUi, type Chart } from '../state/ui.ts';
import { useShallow } from 'zustand/react/shallow';
import { LaneChart, LineChart } from './chart-row.tsx';

/** Charts over the timeline, on its scale: an instant has one place on the whole page. */
export function Charts() {
  const { t } = useTranslation();
  const hash = useSession((session) => session.opened?.hash);
  const shown = useUi(useShallow((ui) => ui.charts));
  return (
    <section className="charts" aria-label={t('charts.label')}>
      <div className="chart-bar">
        <ClientChoice />
        <GhostNote />
        <fieldset className="chart-toggles" aria-label={t('charts.toggles')}>
          {CHARTS.map((chart) => (
            <button
              key={chart}
              type="button"
              aria-pressed={shown.includes(chart)}
              onClick={() => toggleChart(chart)}
            >
              {t(`charts.${chart}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {hash !== undefined && (
        <div className="chart-rows" key={hash}>
          {shown.length === 0 && <p className="label charts-none">{t('charts.none')}</p>}
          {shown.map((chart) => (
            <ChartOf key={chart} chart={chart} />
          ))}
        </div>
      )}
    </section>
  );
}

function ChartOf({ chart }: { chart: Chart }) {
  return chart === 'throughput' || chart === 'latency' ? (
    <LineChart chart={chart} />
  ) : (
    <LaneChart chart={chart} />
  );
}

/** Explains the thin line, once there is one. */
function GhostNote() {
  const { t } = useTranslation();
  const [shown, setShown] = useState(live.ghost !== null);
  useEffect(() => live.onRecord(() => setShown(live.ghost !== null)), []);
  return shown ? <span className="label ghost-note">{t('charts.ghost')}</span> : null;
}

/** Which client's requests the charts show, when there are several. */
function ClientChoice() {
  const { t } = useTranslation();
  const plan = useSession((session) => session.opened?.plan);
  const client = useUi((ui) => ui.client);
  const clients = plan?.nodes.filter((node) => node.isClient).flatMap((node) => node.instances) ?? [];
  if (clients.length < 2) return <span />;
  return (
    <label className="client-choice label">
      {t('charts.client')}
      <select value={client} onChange={(event) => useUi.setState({ client: Number(event.target.value) })}>
        {clients.map((instance, index) => (
          <option key={instance} value={index}>
            {plan!.instances[instance].id}
          </option>
        ))}
      </select>
    </label>
  );
}
