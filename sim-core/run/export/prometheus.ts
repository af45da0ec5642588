import type { Histogram } from '../../stats/histogram.ts';
import type { PlannedMetric } from '../plan.ts';
import type { Run } from '../run.ts';
import type { Exporter } from './define.ts';

/** Upper bounds of latency buckets in seconds: those of Prometheus' own clients, and some for faster systems. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * Prometheus' text format 0.0.4: every metric of every instance as it stands at the end of the run, counted from its
 * start. Integrals over time are given as means over the run. Latencies of clients are histograms.
 */
export const prometheus: Exporter = {
  name: 'prometheus',
  summary: 'Metrics at the end of the run, in Prometheus’ text format.',
  needsSpans: false,
  *write(run) {
    for (const [name, family] of familiesOf(run)) {
      yield `# HELP ${name} ${escaped(family.help)}\n# TYPE ${name} ${family.type}\n`;
      for (const sample of family.samples) yield sample;
    }
    yield* latencies(run);
  },
};

interface Family {
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: string[];
}

/** Kinds have names of their own for what they count, so the kind is part of the name. */
function familiesOf({ plan, sampler }: Run): Map<string, Family> {
  const families = new Map<string, Family>();
  const last = sampler.series.rows - 1;
  for (const { id, kind, metrics, instances } of plan.nodes) {
    for (const metric of metrics) {
      const isCounter = metric.kind === 'counter';
      const name = `brownout_${snake(kind)}_${snake(metric.name)}${suffix(metric)}`;
      const family = families.get(name) ?? {
        help: helpOf(metric),
        type: isCounter ? 'counter' : 'gauge',
        samples: [],
      };
      families.set(name, family);
      for (const instance of instances) {
        const value = sampler.series.at(last, sampler.column(instance, metric.name));
        const shown = metric.kind === 'area' ? value / Math.max(last * sampler.series.interval, 1e-9) : value;
        const labels = `node="${id}",instance="${plan.instances[instance].id}"`;
        family.samples.push(`${name}{${labels}} ${numberText(shown)}\n`);
      }
    }
  }
  return families;
}

function helpOf({ kind, help }: PlannedMetric): string {
  return kind === 'area' ? `${help} Mean over the run.` : help;
}

/** Base units at the end of the name, and `_total` for counters, as Prometheus' naming asks. */
function suffix({ kind, unit }: PlannedMetric): string {
  const base = unit === 'bytes' || unit === 'seconds' ? `_${unit}` : unit === 'fraction' ? '_ratio' : '';
  return `${base}${kind === 'counter' ? '_total' : ''}`;
}

function* latencies({ plan, sampler }: Run): Iterable<string> {
  const name = 'brownout_client_latency_seconds';
  yield `# HELP ${name} Latency of logical requests that ended well.\n# TYPE ${name} histogram\n`;
  const whole = { from: 0, to: sampler.series.rows - 1 };
  for (const { instance } of sampler.clients) {
    const all: Histogram = sampler.latencies(instance, whole);
    const { id, node } = plan.instances[instance];
    const labels = `node="${node}",instance="${id}"`;
    for (const bound of BUCKETS)
      yield `${name}_bucket{${labels},le="${bound}"} ${all.count - all.countAbove(bound)}\n`;
    yield `${name}_bucket{${labels},le="+Inf"} ${all.count}\n`;
    yield `${name}_sum{${labels}} ${numberText(all.sum)}\n${name}_count{${labels}} ${all.count}\n`;
  }
}

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}

function escaped(help: string): string {
  return help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
}
