import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../cli/commands/run.ts';
import { exporters } from '../../sim-core/run/export/index.ts';
import { EPOCH } from '../../sim-core/run/export/otlp.ts';
import { tracedOf } from '../../sim-core/run/export/traced.ts';
import { loadScenario, Run } from '../../sim-core/index.ts';
import { SpanRecorder } from '../../sim-core/run/spans/span-recorder.ts';
import { printed } from './in-this-process.ts';

const TEXT = `brownout: 1
title: Shop
duration: 20s
nodes:
  web: { kind: source, target: front, rate: 40/s, timeout: 300ms, retry: { policy: exponential-backoff, attempts: 3 } }
  front: { kind: load-balancer, policy: round-robin, backends: api }
  api: { kind: server, replicas: 2, cores: 2, service: exponential 20ms, calls: db }
  db: { kind: server, cores: 4, service: exponential 10ms }
network: { default: { latency: 1ms } }
faults:
  - { at: 8s, for: 4s, slow: db, times: 40 }
  - { at: 14s, for: 1s, crash: api-1 }
`;

const { scenario } = loadScenario(TEXT);

/** Attempts of one request that are out at the same time, and end after it. */
const HEDGED = loadScenario(
  TEXT.replace(
    'timeout: 300ms, retry: { policy: exponential-backoff, attempts: 3 }',
    'hedge: { policy: fixed, delay: 30ms }',
  ),
).scenario!;

function watched(most = 1_000_000, of = scenario!): { run: Run; recorder: SpanRecorder } {
  const run = new Run(of, { seed: 3 });
  const recorder = new SpanRecorder(run.world, most);
  run.advance(run.duration);
  return { run, recorder };
}

const { run: observed, recorder: everything } = watched();
const traced = tracedOf(observed, everything);

function exported(name: string, run = observed, recorder = everything): string {
  const exporter = exporters.find((each) => each.name === name)!;
  return [...exporter.write(run, recorder)].join('');
}

describe('spans', () => {
  it('change nothing: the fingerprint is the same with and without', () => {
    const alone = new Run(scenario!, { seed: 3 });
    alone.advance(alone.duration);
    expect(observed.fingerprint).toBe(alone.fingerprint);
    expect(watched(500).run.fingerprint).toBe(alone.fingerprint);
  });

  it('are all rows of the run, each with its parent', () => {
    expect(traced).toHaveLength(observed.world.requests.opened);
    const roots = traced.filter(({ parentId }) => parentId === null);
    expect(roots.filter(({ to }) => to < 0)).toHaveLength(observed.report().clients.web.offered);
    for (const { id, traceId, parentId } of traced) {
      const parent = parentId === null ? null : traced[parentId];
      expect(traceId).toBe(parent === null ? id : parent.traceId);
    }
  });

  it('keep time: nobody answers before being asked, and no child begins before its parent', () => {
    for (const { opened, arrived, started, replied, settled, parentId } of traced) {
      expect(settled).toBeGreaterThanOrEqual(opened);
      if (arrived >= 0) expect(arrived).toBeGreaterThanOrEqual(opened);
      if (started >= 0) expect(started).toBeGreaterThanOrEqual(arrived);
      if (replied >= 0) expect(replied).toBeGreaterThanOrEqual(Math.max(arrived, started));
      if (parentId !== null) expect(traced[parentId].opened).toBeLessThanOrEqual(opened);
    }
  });

  it('end for a client when it stops waiting, though the work goes on', () => {
    const late = traced.filter(({ status, to, from }) => status === 'timeout' && to >= 0 && from === 0);
    expect(late.length).toBeGreaterThan(10);
    for (const { opened, settled } of late) expect(settled - opened).toBeCloseTo(0.3, 9);
    expect(late.some(({ replied, settled }) => replied > settled)).toBe(true);
  });

  it('are kept whole, request by request, when there is no room for all', () => {
    const { run, recorder } = watched(600);
    const few = tracedOf(run, recorder);
    expect(recorder.sampling).toBeGreaterThan(0);
    expect(few.length).toBeLessThanOrEqual(700);
    expect(few.length).toBeGreaterThan(150);
    const same = (all: typeof few, opened: number) => all.filter((span) => span.rootOpened === opened).length;
    for (const { rootOpened } of few.slice(0, 100))
      expect(same(few, rootOpened)).toBe(same(traced, rootOpened));
  });
});

interface Event {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid?: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: number | string;
  readonly args?: Readonly<Record<string, unknown>>;
}

describe('the Perfetto trace', () => {
  const { traceEvents } = JSON.parse(exported('perfetto')) as { traceEvents: Event[] };
  const of = (ph: string): Event[] => traceEvents.filter((event) => event.ph === ph);

  it('names every instance, and has work, requests, counters, arrows and moments', () => {
    const names = of('M').map((event) => (event as unknown as { args: { name?: string } }).args.name);
    expect(names).toEqual(expect.arrayContaining(['web', 'front', 'api-1', 'api-2', 'db']));
    expect(of('b')).toHaveLength(of('e').length);
    expect(of('s')).toHaveLength(of('f').length);
    expect(of('C').length).toBeGreaterThan(100);
    expect(
      of('i')
        .map(({ name }) => name)
        .join(),
    ).toMatch(/db/);
  });

  it('keeps the rules of the format: brackets close, slices of a thread never overlap, arrows begin and end in slices', () => {
    expect(brokenRules(traceEvents)).toEqual([]);
    const { run, recorder } = watched(1_000_000, HEDGED);
    const hedged = (JSON.parse(exported('perfetto', run, recorder)) as { traceEvents: Event[] }).traceEvents;
    expect(hedged.filter(({ ph, id }) => ph === 'b' && typeof id === 'string').length).toBeGreaterThan(20);
    expect(brokenRules(hedged)).toEqual([]);
  });
});

/** What a trace has that no trace may have, once each (Trace Event Format; times count in nanoseconds). */
function brokenRules(events: readonly Event[]): string[] {
  const nanos = (time: number) => Math.round(time * 1000);
  const groups = (of: string, key: (event: Event) => string): Event[][] => {
    const found = new Map<string, Event[]>();
    for (const event of events)
      if (of.includes(event.ph)) found.set(key(event), [...(found.get(key(event)) ?? []), event]);
    return [...found.values()];
  };
  const broken = new Set<string>();
  const demand = (holds: boolean, rule: string) => void (holds || broken.add(rule));
  const named = new Set(groups('M', () => '').flatMap((own) => own.map(({ pid }) => pid)));
  for (const { ph, pid, ts, dur, args } of events) {
    demand(ph === 'M' || (Number.isFinite(ts) && ts! >= 0), 'a time');
    demand(ph === 'i' || named.has(pid), 'a named process');
    demand(ph !== 'X' || dur! >= 0, 'a duration');
    demand(ph !== 'C' || Object.values(args!).every(Number.isFinite), 'a number to count');
  }
  const lanes = new Map<string, Event[]>();
  for (const own of groups('X', ({ pid, tid }) => `${pid}/${tid}`)) {
    own.sort((a, b) => a.ts! - b.ts!);
    lanes.set(`${own[0].pid}/${own[0].tid}`, own);
    for (const [i, { ts }] of own.entries())
      demand(
        i === 0 || nanos(ts!) >= nanos(own[i - 1].ts!) + nanos(own[i - 1].dur!),
        'slices one after the other',
      );
  }
  for (const own of groups('be', ({ pid, id }) => `${pid}/${id}`)) {
    const open: string[] = [];
    for (const { ph, name } of own.toSorted((a, b) => a.ts! - b.ts!))
      if (ph === 'b') open.push(name);
      else demand(open.pop() === name, 'brackets that close what opened last');
    demand(open.length === 0, 'brackets that close');
  }
  for (const [start, end, ...more] of groups('sf', ({ id }) => String(id))) {
    demand(
      more.length === 0 && start.ph === 's' && end?.ph === 'f' && end.ts! >= start.ts!,
      'arrows with two ends',
    );
    for (const { pid, tid, ts } of [start, end])
      demand(
        lanes
          .get(`${pid}/${tid}`)!
          .some((on) => on.ts! <= ts! && nanos(ts!) <= nanos(on.ts!) + nanos(on.dur!)),
        'slices under arrows',
      );
  }
  return [...broken];
}

describe('OTLP', () => {
  interface OtlpSpan {
    readonly traceId: string;
    readonly spanId: string;
    readonly parentSpanId?: string;
    readonly kind: number;
    readonly startTimeUnixNano: string;
    readonly endTimeUnixNano: string;
  }
  const { resourceSpans } = JSON.parse(exported('otlp')) as {
    resourceSpans: {
      resource: { attributes: { key: string; value: { stringValue: string } }[] };
      scopeSpans: { spans: OtlpSpan[] }[];
    }[];
  };
  const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans[0].spans);
  const byId = new Map(spans.map((span) => [span.spanId, span]));

  it('has ids of sixteen and eight bytes, each span once, and times as text', () => {
    expect(byId.size).toBe(spans.length);
    for (const { traceId, spanId, startTimeUnixNano, endTimeUnixNano } of spans) {
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(spanId).toMatch(/^[0-9a-f]{16}$/);
      expect(startTimeUnixNano).toMatch(/^\d{19}$/);
      expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true);
      expect(Number(startTimeUnixNano) / 1e9).toBeGreaterThanOrEqual(EPOCH - 1);
    }
  });

  it('goes client, balancer, server, database, as instrumented services would tell it', () => {
    const names = resourceSpans.map(({ resource }) => resource.attributes[0].value.stringValue);
    expect(new Set(names)).toEqual(new Set(['web', 'front', 'api', 'db']));
    const serviceOf = new Map(
      resourceSpans.flatMap(({ scopeSpans }, i) =>
        scopeSpans[0].spans.map(({ spanId }) => [spanId, names[i]]),
      ),
    );
    const paths = new Set<string>();
    for (const span of spans) {
      const path: string[] = [];
      for (let at: OtlpSpan | undefined = span; at !== undefined; at = byId.get(at.parentSpanId ?? '')) {
        expect(at.traceId).toBe(span.traceId);
        path.unshift(`${serviceOf.get(at.spanId)}:${at.kind}`);
      }
      paths.add(path.join(' '));
    }
    expect(paths).toContain('web:1 web:3 front:2 front:3 api:2 api:3 db:2');
  });
});

describe('the other forms', () => {
  it('Prometheus: every line is a sample or a comment, each family has its type once', () => {
    const lines = exported('prometheus').trim().split('\n');
    const sample =
      /^brownout_[a-z0-9_]+\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\} (?:-?[\d.e+-]+|NaN|[+-]Inf)$/;
    for (const line of lines)
      expect(line).toMatch(line.startsWith('#') ? /^# (?:HELP|TYPE) brownout_/ : sample);
    const types = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]);
    expect(new Set(types).size).toBe(types.length);
    const { completed } = observed.report().clients.web;
    expect(lines.join('\n')).toContain('brownout_server_queue_length{node="db",instance="db"}');
    const counted = lines.find((line) => line.startsWith('brownout_source_completed_total{'));
    expect(Number(counted!.split(' ')[1])).toBeGreaterThanOrEqual(completed);
    const buckets = lines
      .filter((line) => line.includes('_bucket{'))
      .map((line) => Number(line.split(' ')[1]));
    expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
  });

  it('requests: a row for each span', () => {
    const rows = exported('requests').trim().split('\n');
    expect(rows).toHaveLength(traced.length + 1);
    const columns = rows[0].split(',').length;
    for (const row of rows) expect(row.split(',')).toHaveLength(columns);
  });

  it('Mermaid: the topology', () => {
    expect(exported('mermaid')).toBe(`flowchart LR
  n_web(["web<br/>source"])
  n_front{{"front<br/>load-balancer"}}
  n_api["api ×2<br/>server"]
  n_db["db<br/>server"]
  n_web --> n_front
  n_front --> n_api
  n_api --> n_db
`);
  });
});

describe('brownout run --export', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'brownout-'));
    writeFileSync(path.join(folder, 'shop.yaml'), TEXT);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function run(exports: readonly string[], more: object = {}) {
    const file = path.join(folder, 'shop.yaml');
    const named = exports.map((text) => text.replace('=', `=${folder}/`));
    return printed(() =>
      runCommand(file, { set: [], do: [], confidence: 0.95, export: named, seed: 3, ...more }),
    );
  }

  it('writes what the library writes, and not over what is there', async () => {
    const { code, err } = await run(['perfetto=out/trace.json', 'mermaid=out/shop.mmd']);
    expect(code).toBe(0);
    expect(err).toMatch(/Wrote .*trace\.json \(\d+ kB\)\n/);
    expect(readFileSync(path.join(folder, 'out/trace.json'), 'utf8')).toBe(exported('perfetto'));
    expect((await run(['mermaid=out/shop.mmd'])).err).toContain('already');
    expect((await run(['mermaid=out/shop.mmd'], { force: true })).code).toBe(0);
  });

  it('says when it keeps a sample', async () => {
    const { err } = await run(['otlp=few.json'], { spans: 500 });
    expect(err).toMatch(/one of \d+ logical requests/);
    const { resourceSpans } = JSON.parse(readFileSync(path.join(folder, 'few.json'), 'utf8'));
    expect(resourceSpans.length).toBeGreaterThan(3);
  });

  it('refuses forms that there are not', async () => {
    expect((await run(['jaeger=x.json'])).err).toContain('perfetto, otlp, prometheus, requests, mermaid');
    expect((await run(['otlp'])).code).toBe(2);
    expect((await run(['otlp=x.json'], { replications: 3 })).code).toBe(2);
  });
});
