import { describe, expect, it } from 'vitest';
import { fitLog, loadScenario, Run, type LogFit } from '../../sim-core/index.ts';
import { readLog } from '../../sim-core/run/fit/read-log.ts';
import { exporters } from '../../sim-core/run/export/index.ts';
import { SpanRecorder } from '../../sim-core/run/spans/span-recorder.ts';

const otlp = exporters.find(({ name }) => name === 'otlp')!;

/** The spans of a run of these nodes, as it exports them. */
function spansOf(nodes: string, seed: number): string {
  const { scenario } = loadScenario(
    `{ brownout: 1, title: T, duration: 40s, warmup: none, nodes: { ${nodes} } }`,
  );
  const run = new Run(scenario!, { seed });
  const recorder = new SpanRecorder(run.world, 1_000_000);
  run.advance(run.duration);
  return [...otlp.write(run, recorder)].join('');
}

function fitted(text: string): LogFit {
  const fit = fitLog(text, 'known');
  if ('problem' in fit) throw new Error(fit.problem);
  return fit;
}

const RUNS = 16;

/** In how many of sixteen runs the fitted rate and the mean duration hold the truth within their intervals. */
function held(nodes: string, rate: number, mean: number): { rate: number; mean: number; fits: LogFit[] } {
  const fits = Array.from({ length: RUNS }, (_, seed) => fitted(spansOf(nodes, seed)));
  const times = fits.map(({ classes }) => classes[0].durations!.mean!);
  return {
    rate: fits.filter(({ arrivals }) => Math.abs(arrivals.rate - rate) <= arrivals.half).length,
    mean: times.filter(({ value, half }) => Math.abs(value - mean) <= half).length,
    fits,
  };
}

describe('the spans of a run, fitted, hold what the run was made of', () => {
  it('of a server on which nobody waits: rate, service time and law', () => {
    const nodes =
      'web: { kind: source, target: api, rate: 40/s }, api: { kind: server, cores: 64, service: exponential 20ms }';
    const { rate, mean, fits } = held(nodes, 40, 0.02);
    expect(rate).toBeGreaterThanOrEqual(13);
    expect(mean).toBeGreaterThanOrEqual(13);
    // No profile where there is none, more than once by chance.
    expect(fits.filter(({ arrivals }) => arrivals.steps !== null).length).toBeLessThanOrEqual(1);
    expect(fits.every(({ arrivals }) => arrivals.model === 'poisson')).toBe(true);
    const laws = fits.map(({ classes }) => classes[0].durations!.candidates[0].law.family);
    expect(laws.filter((family) => family === 'exponential').length).toBeGreaterThan(8);
  });

  it('of a queue: its waits are neighbours and alike, and the interval of the mean knows it', () => {
    const nodes =
      'web: { kind: source, target: api, rate: 30/s }, api: { kind: server, cores: 1, service: exponential 20ms }';
    const { rate, mean } = held(nodes, 30, 0.05);
    expect(rate).toBeGreaterThanOrEqual(13);
    expect(mean).toBeGreaterThanOrEqual(12);
  });

  it('of several tiers: each request once, where it comes in, with all that it calls', () => {
    const nodes = `web: { kind: source, target: front, rate: 40/s },
      front: { kind: load-balancer, policy: round-robin, backends: api },
      api: { kind: server, replicas: 2, cores: 32, service: exponential 20ms, calls: db },
      db: { kind: server, cores: 32, service: exponential 10ms }`;
    const text = spansOf(nodes, 1);
    const fit = fitted(text);
    expect(fit.classes.map(({ pattern }) => pattern)).toEqual(['/read front']);
    expect(Math.abs(fit.arrivals.rate - 40)).toBeLessThan(fit.arrivals.half);
    const { value, half } = fit.classes[0].durations!.mean!;
    expect(Math.abs(value - 0.03)).toBeLessThan(half);
  });

  it('of even arrivals: a rate that is known to one request', () => {
    const nodes =
      'web: { kind: source, target: api, rate: 40/s, arrivals: constant }, api: { kind: server, cores: 64, service: exponential 20ms }';
    const { arrivals } = fitted(spansOf(nodes, 1));
    expect(arrivals).toMatchObject({ model: 'constant', steps: null });
    expect(Math.abs(arrivals.rate - 40)).toBeLessThanOrEqual(arrivals.half);
    expect(arrivals.half).toBeLessThan(0.1);
  });
});

it('spans whose parents go round in a circle, or are not there, are read', () => {
  const span = (spanId: string, parentSpanId: string, kind: number) => ({
    spanId,
    parentSpanId,
    kind,
    name: spanId,
    startTimeUnixNano: '1700000000000000000',
    endTimeUnixNano: '1700000000500000000',
  });
  const spans = [
    span('a', 'b', 3),
    span('b', 'a', 3),
    span('c', 'a', 2),
    span('d', 'gone', 2),
    span('e', 'e', 3),
  ];
  const { records } = readLog(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
  expect(records.map(({ path }) => path)).toEqual(['c', 'd']);
});
