import { useTranslation } from 'react-i18next';
import type { PlannedMetric, PlannedNode } from '../../../sim-core/run/plan.ts';
import { amount, duration, inUnit, inWords, type Quantity } from '../../../view/format.ts';
import { live } from '../state/live.ts';
import { usePlayback } from '../state/playback.ts';
import { select } from '../state/ui.ts';
import type { LatencyNow } from '../../../view/latency-table.ts';
import { metricNow } from './metric-now.ts';
import { areMany, ReplicaButtons, ReplicaChoice } from './replicas.tsx';

/** The numbers of a node or one of its replicas, four times a second. */
export function Now({ node, instance }: { node: PlannedNode; instance: number | null }) {
  const { t } = useTranslation();
  usePlayback((playback) => playback.digest);
  const instances = instance === null ? node.instances : [instance];
  return (
    <>
      {areMany(node) && <ReplicaChoice node={node} instance={instance} />}
      {node.isClient && <LatencyOf instance={instances[0]} />}
      <dl className="figures">
        {node.metrics.map((metric) => (
          <Figure key={metric.name} kind={node.kind} metric={metric} instances={instances} />
        ))}
      </dl>
      {!areMany(node) && instance === null && node.instances.length > 1 && <ReplicaButtons node={node} />}
      <Links node={node} label={t('inspector.link')} />
    </>
  );
}

function Figure({
  kind,
  metric,
  instances,
}: {
  kind: string;
  metric: PlannedMetric;
  instances: readonly number[];
}) {
  const { t } = useTranslation();
  const { value, perSecond } = metricNow(live, metric, instances);
  const name = t(`kinds.${kind}.metrics.${metric.name}.label` as 'state.ok', {
    defaultValue: spaced(metric.name),
  });
  const help = t(`kinds.${kind}.metrics.${metric.name}.help` as 'state.ok', { defaultValue: metric.help });
  const shown: Quantity =
    metric.unit === 'cost'
      ? { value: amount(value * 3600), unit: '/h' }
      : perSecond
        ? rate(value, metric.unit)
        : inUnit(value, metric.unit);
  return (
    <div title={help}>
      <dt>{name}</dt>
      <dd>
        <span className="number">{shown.value}</span>
        {shown.unit !== '' && <span className="unit"> {shown.unit}</span>}
      </dd>
    </div>
  );
}

function rate(value: number, unit: string): Quantity {
  const { value: text, unit: word } = inUnit(
    value >= 100 ? Math.round(value) : Math.round(value * 100) / 100,
    unit,
  );
  return { value: text, unit: `${word}/s` };
}

/** `queueLength` as a person writes it. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function LatencyOf({ instance }: { instance: number }) {
  const { t } = useTranslation();
  const clients = live.recording?.clients ?? [];
  const latency = usePlayback(({ digest }) => digest?.latency[clients.indexOf(instance)]);
  if (latency === undefined) return null;
  return (
    <section className="figure-group">
      <h3>{t('inspector.latencyTitle')}</h3>
      <dl className="figures">
        {(['p50', 'p95', 'p99'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`inspector.p.${name}`)}</dt>
            <dd>
              {latency[name] === null ? (
                <Hidden name={name} latency={latency} />
              ) : (
                <Seconds value={latency[name]} />
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="label">
        {t('verdict.basis', { count: amount(latency.count) as never, span: inWords(duration(latency.span)) })}
      </p>
    </section>
  );
}

const NEEDED = { p50: 20, p95: 200, p99: 1000 } as const;

function Hidden({ name, latency }: { name: keyof typeof NEEDED; latency: LatencyNow }) {
  const { t } = useTranslation();
  return (
    <span className="label">
      {t('inspector.hidden', { count: amount(latency.count) as never, needed: amount(NEEDED[name]) })}
    </span>
  );
}

function Seconds({ value }: { value: number }) {
  const { value: text, unit } = duration(value);
  return (
    <>
      <span className="number">{text}</span>
      <span className="unit"> {unit}</span>
    </>
  );
}

function Links({ node, label }: { node: PlannedNode; label: string }) {
  if (node.targets.length === 0) return null;
  return (
    <section className="figure-group">
      <h3>{label}</h3>
      <ul className="chips">
        {node.targets.map((target) => (
          <li key={target}>
            <button
              type="button"
              className="outlined"
              onClick={() => select({ kind: 'link', from: node.id, to: target })}
            >
              {node.id} → {target}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
