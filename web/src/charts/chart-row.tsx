import { useMemo, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { seek } from '../state/actions.ts';
import { useSession } from '../state/session.ts';
import { useUi } from '../state/ui.ts';
import { useSize } from '../canvas/use-size.ts';
import { HeadLine, Crosshair } from './head-line.tsx';
import { hoverAt } from './hover.ts';
import { LANE_HEIGHT, lanesOf, lanesPainter } from '../../../view/charts/lanes.ts';
import { HeatPicture } from './heatmap.ts';
import { latencyPainter } from '../../../view/charts/latency.ts';
import type { Painter, Reading } from '../../../view/charts/painter.ts';
import { Readings } from './readings.tsx';
import { TimeAxis } from '../timeline/time-axis.tsx';
import { throughputPainter } from '../../../view/charts/throughput.ts';
import { useChart } from './use-chart.ts';

const LINE_HEIGHT = 92;

/** Throughput or latency of one client. */
export function LineChart({ chart }: { chart: 'throughput' | 'latency' }) {
  const { t } = useTranslation();
  const painter = useMemo(
    () =>
      chart === 'throughput'
        ? throughputPainter()
        : latencyPainter((rows, cells) => new HeatPicture(rows, cells)),
    [chart],
  );
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  return (
    <div className="chart-row" data-chart={chart}>
      <div className="chart-left">
        <h3>{t(`charts.${chart}`)}</h3>
        {chart === 'latency' ? <LatencyMode /> : <span className="label">{t('charts.perSecond')}</span>}
        <Readings readings={readings} />
      </div>
      <Plot painter={painter} height={LINE_HEIGHT} name={t(`charts.${chart}`)} onRead={setReadings} />
    </div>
  );
}

/** Queues or utilisation: one lane per instance. */
export function LaneChart({ chart }: { chart: 'queues' | 'utilisation' }) {
  const { t } = useTranslation();
  const metric = chart === 'queues' ? 'queueLength' : 'utilisation';
  const plan = useSession((session) => session.opened!.plan);
  const painter = useMemo(() => lanesPainter(metric), [metric]);
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  const lanes = useMemo(() => lanesOf(plan, metric), [plan, metric]);
  return (
    <div className="chart-row" data-chart={chart}>
      <div className="chart-left lanes">
        <h3>{t(`charts.${chart}`)}</h3>
        <span className="label">{t(chart === 'queues' ? 'charts.queueUnit' : 'charts.utilisationUnit')}</span>
      </div>
      <div className="lane-place">
        <ul className="lane-names">
          {lanes.map(({ name }, index) => (
            <li key={name} style={{ height: LANE_HEIGHT }}>
              {/* Of a name that is too long the end is seen: it tells replicas apart. */}
              <span dir="rtl" title={name}>
                <bdi>{name}</bdi>
              </span>
              <span className="number">{readings[index]?.text ?? ''}</span>
            </li>
          ))}
        </ul>
        <Plot
          painter={painter}
          height={Math.max(1, lanes.length) * LANE_HEIGHT}
          name={t(`charts.${chart}`)}
          onRead={setReadings}
        />
      </div>
    </div>
  );
}

interface PlotProps {
  readonly painter: Painter;
  readonly height: number;
  readonly name: string;
  readonly onRead: (readings: readonly Reading[]) => void;
}

function Plot({ painter, height, name, onRead }: PlotProps) {
  const box = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(box);
  const duration = useSession((session) => session.opened!.duration);
  const summary = useChart({ painter, canvas, plot: box, width, height, onRead });
  const timeAt = (event: PointerEvent<HTMLElement>): number => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return Math.min(duration, Math.max(0, ((event.clientX - left) / width) * duration));
  };
  return (
    <figure
      className="plot"
      aria-label={`${name}. ${summary}`}
      ref={box}
      style={{ height }}
      onPointerMove={(event) => hoverAt(timeAt(event))}
      onPointerLeave={() => hoverAt(null)}
      onPointerUp={(event) => void seek(timeAt(event))}
    >
      <canvas ref={canvas} aria-hidden />
      <Crosshair duration={duration} width={width} />
      <HeadLine duration={duration} width={width} />
      <TimeAxis duration={duration} width={width} />
    </figure>
  );
}

function LatencyMode() {
  const { t } = useTranslation();
  const mode = useUi((ui) => ui.latencyMode);
  return (
    <fieldset className="segments" aria-label={t('charts.latencyMode')}>
      {(['heatmap', 'lines'] as const).map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={mode === option}
          onClick={() => useUi.setState({ latencyMode: option })}
        >
          {t(`charts.${option}`)}
        </button>
      ))}
    </fieldset>
  );
}
