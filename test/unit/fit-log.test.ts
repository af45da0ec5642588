import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFit, fitLog, loadScenario, type LogFit } from '../../sim-core/index.ts';
import * as laws from '../../sim-core/random/distributions.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { patternOf } from '../../sim-core/run/fit/classes.ts';
import { readLog } from '../../sim-core/run/fit/read-log.ts';
import { clusterIndex, dispersionOf } from '../../sim-core/stats/fit/dispersion.ts';
import { countIn } from '../../sim-core/stats/fit/rate-steps.ts';
import { Bench } from './traffic-world.ts';

/** 15 November 2023, 00:00 UTC. */
const START = 1_700_006_400;

function fitted(text: string): LogFit {
  const fit = fitLog(text, 'test');
  if ('problem' in fit) throw new Error(fit.problem);
  const { scenario, problems } = loadScenario(fit.text, { files: fit.files });
  expect(problems).toEqual([]);
  expect(scenario).not.toBeNull();
  return fit;
}

describe('logs are read', () => {
  it('in every form, with what each of them tells', () => {
    const at = '[15/Nov/2023:01:00:02 +0100]';
    const nginx = `10.0.0.1 - - ${at} "GET /a/17?b=c HTTP/1.1" 200 512 "-" "x 1.5" 0.250`;
    const apache = `::1 - - ${at} "POST /a HTTP/1.1" 503 - 250000`;
    const plain = `host - - ${at} "GET /a HTTP/1.0" 200 5`;
    const { format, records, resolution } = readLog([nginx, apache, plain].join('\n'));
    expect([format, resolution]).toEqual(['access log', 1]);
    expect(records).toEqual([
      { at: START + 2, method: 'GET', path: '/a/17', status: 200, bytes: 512, duration: 0.25 },
      { at: START + 2, method: 'POST', path: '/a', status: 503, bytes: 0, duration: 0.25 },
      { at: START + 2, method: 'GET', path: '/a', status: 200, bytes: 5, duration: -1 },
    ]);
  });

  it('as JSON lines under many names, in any order of times', () => {
    const lines = [
      '{"time":"2023-11-15T01:00:02.125+01:00","method":"get","uri":"/a?x=1","status":"200","bytes_sent":7,"request_time":"0.5"}',
      `{"ts":${START + 1},"request":"PUT /b HTTP/2","status_code":201,"duration_ms":250}`,
      `{"@timestamp":"2023-11-15T00:00:03Z","http":{"request":{"method":"GET"},"response":{"status_code":404}},"url":{"path":"/c"},"event":{"duration":2500000}}`,
      `{"timestamp":${(START + 4) * 1000},"path":"https://shop.test/d?e#f","latency":"1.5ms"}`,
      '{"time":"yesterday","path":"/x"}',
      '{"time":1700006400}',
      '{broken',
      '[1,2]',
    ];
    const { format, records, badLines, badAt } = readLog(lines.join('\n'));
    expect(format).toBe('JSON lines');
    expect([badLines, badAt]).toEqual([4, [5, 6, 7, 8]]);
    expect(records).toEqual([
      { at: START + 1, method: 'PUT', path: '/b', status: 201, bytes: -1, duration: 0.25 },
      { at: START + 2.125, method: 'GET', path: '/a', status: 200, bytes: 7, duration: 0.5 },
      { at: START + 3, method: 'GET', path: '/c', status: 404, bytes: -1, duration: 0.0025 },
      { at: START + 4, method: '', path: '/d', status: -1, bytes: -1, duration: 0.0015 },
    ]);
  });

  it('as spans: where requests come in, whole or line by line', () => {
    const span = (id: string, parent: string, kind: unknown, ms: number) => ({
      spanId: id,
      parentSpanId: parent,
      kind,
      name: 'GET /n',
      startTimeUnixNano: `${START}000000000`,
      endTimeUnixNano: `${START}${String(ms * 1e6).padStart(9, '0')}`,
      attributes: [
        { key: 'http.request.method', value: { stringValue: 'GET' } },
        { key: 'http.response.status_code', value: { intValue: '200' } },
      ],
    });
    const document = (spans: unknown[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    const spans = [span('1', '', 2, 40), span('2', '1', 3, 30), span('3', '1', 'SPAN_KIND_SERVER', 20)];
    for (const text of [
      document(spans),
      `${document(spans.slice(0, 1))}\n${document(spans.slice(1))}\nno\n`,
    ]) {
      const { format, records } = readLog(text);
      expect(format).toBe('OTLP spans');
      expect(records).toEqual([
        { at: START, method: 'GET', path: '/n', status: 200, bytes: -1, duration: expect.closeTo(0.04, 6) },
      ]);
    }
  });

  it('and paths of one shape are one sort', () => {
    const shape = (path: string) => patternOf({ method: 'GET', path });
    expect(['/orders/17', '/orders/3f2a9c1b7e', '/orders/2023-11-15'].map(shape)).toEqual([
      'GET /orders/:id',
      'GET /orders/:id',
      'GET /orders/:id',
    ]);
    expect(['/', '/a/b', '/a/b/c/d', '/img/x.PNG'].map(shape)).toEqual([
      'GET /',
      'GET /a/b',
      'GET /a/b/c/…',
      'GET static files',
    ]);
  });
});

/** A log of a known truth: 3/s and 9/s in turn, bursts of 2, two sorts of request. */
function shop(): string {
  const random = stream(3, 'shop');
  const gap = laws.exponential(1);
  const spacing = laws.exponential(0.2);
  const look = laws.lognormalQuantiles(0.02, 0.4);
  const buy = laws.gamma(3, 0.15);
  const rows: { at: number; line: string }[] = [];
  for (let t = 0; t < 3600; t += gap.sample(random) / (t % 1800 < 900 ? 4.5 : 1.5)) {
    for (let at = t; ; at += spacing.sample(random)) {
      const buys = random.next() < 0.2;
      const took = (buys ? buy : look).sample(random);
      rows.push({
        at,
        line: JSON.stringify({
          ts: START + Math.round(at * 1000) / 1000,
          method: buys ? 'POST' : 'GET',
          path: buys ? '/orders' : `/items/${random.int(500)}`,
          status: 200,
          size: 1000 + random.int(500),
          duration_ms: took * 1000,
        }),
      });
      if (random.next() < 0.5) break;
    }
  }
  return rows
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line)
    .join('\n');
}

describe('a log with a known truth', () => {
  const fit = fitted(shop());

  it('is understood', () => {
    const { arrivals, classes, concurrency } = fit;
    expect(arrivals.model).toBe('bursts');
    expect(arrivals.clusters!.size).toBeGreaterThan(1.8);
    expect(arrivals.clusters!.size).toBeLessThan(2.3);
    expect([300, 600, 900]).toContain(arrivals.steps!.width);
    expect(concurrency).toBeGreaterThan(3);
    expect(classes.map(({ pattern, writes }) => [pattern, writes])).toEqual([
      ['GET /items/:id', false],
      ['POST /orders', true],
    ]);
    expect(classes[0].share).toBeCloseTo(0.8, 1);
    expect(classes[0].durations!.candidates[0].law.family).toBe('lognormal');
    expect(classes[1].durations!.candidates[0].law.family).toMatch(/gamma|erlang/);
    expect(classes[0].paths.exponent).toBeLessThan(0.3);
  });

  it('gives a scenario that, run, has its rate and its latencies', () => {
    const { problems, checks } = checkFit(fit);
    expect(problems).toEqual([]);
    expect(checks.map(({ figure, agrees }) => [figure, agrees])).toEqual([
      ['requests per second', true],
      ['latency p50', true],
      ['latency p90', true],
      ['latency p99', true],
    ]);
  });
});

it('the real log of 2015 comes at random in one minute of each hour', () => {
  const csv = readFileSync(new URL('../../scenarios/data/access-2015.csv', import.meta.url), 'utf8');
  const rows = csv.split('\n').filter((row) => /^\d/.test(row));
  const log = rows.map((row) => {
    const [seconds, key, bytes] = row.split(',');
    return JSON.stringify({
      ts: START + Math.floor(Number(seconds)),
      path: `/p-${key}/a`,
      bytes: Number(bytes),
    });
  });
  const fit = fitted(log.join('\n'));
  expect(fit.arrivals.model).toBe('poisson');
  expect(fit.arrivals.steps!.width).toBe(60);
  expect(fit.arrivals.steps!.counts.filter((count) => count > 0).length).toBeLessThan(250);
  for (const { index } of fit.arrivals.dispersion) expect(index).toBeCloseTo(1, 1);
  expect(checkFit(fit).checks.every(({ agrees }) => agrees)).toBe(true);
  expect(fit.untold.join(' ')).toContain('no durations');
});

it('says why there is nothing to fit', () => {
  expect(fitLog('', 'x')).toMatchObject({ problem: expect.stringContaining('has 0 requests') });
  const few = `h - - [15/Nov/2023:00:00:00 +0000] "GET / HTTP/1.1" 200 1\nwhat\n`;
  expect(fitLog(few, 'x')).toMatchObject({
    problem: expect.stringMatching(/1 requests; 1 lines .* lines 2\./),
  });
});

it('never throws, and what it writes always loads', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('/a', '/a/1', '/"x"', '/\u202Ea', '/a: b # c', '{}'),
  );
  const record = fc.record({
    ts: fc.oneof(
      fc.double({ min: 1e9, max: 1e9 + 1e5, noNaN: true }),
      fc.integer({ min: 1e9, max: 1e9 + 300 }),
    ),
    method: fc.constantFrom('GET', 'POST', '', 'ÄÖ'),
    path: word,
    size: fc.oneof(fc.integer({ min: -5, max: 1e9 }), fc.constant(0)),
    duration_ms: fc.oneof(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.constant(0), word),
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(record, word), { minLength: 60, maxLength: 120 }), (entries) => {
      const text = entries
        .map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)))
        .join('\n');
      const fit = fitLog(`{"ts":1000000000,"path":"/"}\n${text}`, 'any');
      if ('problem' in fit) return;
      const { problems } = loadScenario(fit.text, { files: fit.files });
      expect(problems.map(({ what }) => what)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('bursts of a source have the index of dispersion that is written down for them', () => {
  const bursts = { size: 4, spacing: 'exponential 250ms' };
  const { times } = new Bench('source', { rate: '8/s', bursts }).to(4000);
  expect(Math.abs(times.length / 32_000 - 1)).toBeLessThan(0.06);
  const measured = dispersionOf(times, countIn(times, 4000, 4000), 1e-6).filter(({ window }) => window <= 20);
  for (const { window, index } of measured)
    expect(Math.abs(index / clusterIndex({ size: 4, spacing: 0.25 }, window) - 1)).toBeLessThan(0.25);
});
