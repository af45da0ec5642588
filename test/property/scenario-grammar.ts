import * as fc from 'fast-check';
import { parse } from 'yaml';

/** Writes a scenario's text at random: always of the right form, not always of sense. */

const id = fc.constantFrom('shop', 'front', 'api', 'order', 'store', 'auth', 'a', 'order-2');
const zone = fc.constantFrom('east', 'west');
const duration = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 999 }), fc.constantFrom('us', 'ms', 's', 'min'))
    .map(([n, unit]) => `${n}${unit}`),
  fc.constantFrom('0s', '1h', '0.5ms', '366d', '1e-9s'),
);
const rate = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 900 }), fc.constantFrom('/s', '/min', 'k/s', 'M/day'))
    .map(([n, unit]) => `${n}${unit}`),
  fc.constantFrom('0/s', '1G/s'),
);
const share = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map((n) => `${n}%`),
  fc.constantFrom('0.5', '1'),
);
const count = (max: number) =>
  fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max })).map(String);
const distribution = fc.oneof(
  duration,
  duration.map((d) => `exponential ${d}`),
  fc.tuple(duration, duration).map(([a, b]) => `uniform ${a} ${b}`),
  fc.tuple(duration, duration).map(([a, b]) => `lognormal p50 ${a} p99 ${b}`),
  fc.tuple(duration, share, duration).map(([a, p, b]) => `bimodal ${a} ${p} ${b}`),
  duration.map((d) => `erlang 3 ${d}`),
  duration.map((d) => `hyperexponential ${d} scv 4`),
  duration.map((d) => `weibull 0.7 mean ${d}`),
  duration.map((d) => `gamma 0.5 mean ${d}`),
  duration.map((d) => `pareto 1.1 min ${d}`),
  fc.array(duration, { minLength: 1, maxLength: 4 }).map((all) => `{ values: [${all.join(', ')}] }`),
);
const keys = fc.oneof(
  fc.constant('one'),
  count(1000).map((n) => `uniform of ${n}`),
  count(1000).map((n) => `zipf 1.1 of ${n}`),
);

type Text = fc.Arbitrary<string>;

/** A map on one line, with some of the optional settings. */
function map(required: Record<string, Text>, optional: Record<string, Text> = {}): Text {
  const all = Object.fromEntries([
    ...Object.entries(required).map(([key, text]) => [key, text]),
    ...Object.entries(optional).map(([key, text]) => [key, fc.option(text, { nil: undefined, freq: 2 })]),
  ]) as Record<string, fc.Arbitrary<string | undefined>>;
  return fc.record(all).map((record) => {
    const settings = Object.entries(record).filter(([, text]) => text !== undefined);
    return `{ ${settings.map(([key, text]) => `${key}: ${text}`).join(', ')} }`;
  });
}

function list(item: Text, maxLength: number): Text {
  return fc.array(item, { maxLength }).map((items) => `[${items.join(', ')}]`);
}

const placement = { zone };
const profile = fc.oneof(
  rate,
  map({ profile: fc.constant('ramp'), from: rate, to: rate, over: duration }),
  map(
    { profile: fc.constant('spike'), base: rate, peak: rate, at: duration, for: duration },
    { rise: duration },
  ),
  map({ profile: fc.constant('diurnal'), mean: rate, peak: rate }, { period: duration, peakAt: duration }),
);
const requestClass = map({}, { share, op: fc.constantFrom('read', 'write'), work: distribution, key: keys });
const client = {
  timeout: duration,
  retry: map({}, { attempts: count(5), base: duration, jitter: fc.constantFrom('none', 'full') }),
  classes: map({}, { buy: requestClass, look: requestClass }),
};

const node = fc.oneof(
  map({ kind: fc.constant('source'), rate: profile, target: id }, { ...client, ...placement }),
  map(
    { kind: fc.constant('users'), users: count(50), target: id },
    { think: distribution, ...client, ...placement },
  ),
  map(
    { kind: fc.constant('load-balancer'), backends: id },
    {
      policy: fc.constantFrom('round-robin', 'random', 'least-connections', 'ip-hash'),
      timeout: duration,
      ...placement,
    },
  ),
  map(
    { kind: fc.constant('server') },
    {
      replicas: count(40),
      cores: count(8),
      queue: count(50),
      service: distribution,
      tasks: count(4),
      calls: id,
      ...placement,
    },
  ),
  map(
    { kind: fc.constant('replicated-store') },
    {
      replicas: count(5),
      replication: fc.constantFrom('asynchronous', 'synchronous'),
      fencing: fc.constantFrom('true', 'false'),
      ...placement,
    },
  ),
);

const target = fc.oneof(
  id,
  id.map((name) => `${name}-1`),
  id.map((name) => `leader of ${name}`),
  id.map((name) => `any of ${name}`),
);
const links = fc.oneof(
  fc.tuple(id, id).map(([a, b]) => `${a} <-> ${b}`),
  fc.tuple(id, id).map(([a, b]) => `${a} -> ${b}`),
  id,
);
const when = { at: duration };
const fault = fc.oneof(
  map({ ...when, crash: target }, { for: duration, machine: fc.constantFrom('true', 'false') }),
  map({ ...when, slow: target }, { for: duration, times: count(9) }),
  map({ ...when, partition: links }, { for: duration }),
  map({ ...when, delay: links, by: distribution }, { for: duration }),
  map({ ...when, drop: links, share }, { for: duration }),
  map({ ...when, 'zone-outage': zone }, { for: duration }),
  map({ mtbf: duration, mttr: duration, crash: target }),
);

const objective = fc
  .tuple(
    id,
    fc.constantFrom('p99', 'availability', 'rejected', 'utilisation', 'lostWrites'),
    fc.constantFrom('<', '>', '=='),
    fc.oneof(duration, share, count(9)),
  )
  .map(([name, metric, op, value]) => `${name}.${metric} ${op} ${value}`);

const quality = map(
  {},
  { latency: distribution, bandwidth: fc.constantFrom('1Gbit/s', '1kB/s'), loss: share },
);

/** A whole document of the right form. What its parts mean together is left to luck. */
export const wildText: Text = fc
  .record({
    nodes: fc.dictionary(id, node, { minKeys: 1, maxKeys: 6 }).map(block),
    duration,
    zones: fc.constantFrom('[east, west]', '[east]', '[]'),
    network: map({}, { default: quality, withinZone: quality, betweenZones: quality }),
    faults: list(fault, 3),
    expect: list(objective, 3),
    seed: count(99),
    warmup: fc.oneof(duration, fc.constantFrom('auto', 'none')),
  })
  .map(documentOf);

const some = fc
  .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('us', 'ms', 's'))
  .map(([n, unit]) => `${n}${unit}`);
const work = fc.oneof(
  some,
  some.map((d) => `exponential ${d}`),
  some.map((d) => `lognormal ${d} cv 1.5`),
);
const load = fc.oneof(
  fc.integer({ min: 1, max: 900 }).map((n) => `${n}/s`),
  some.map((d) => `{ profile: spike, base: 5/s, peak: 90/s, at: ${d}, for: ${d} }`),
);
const small = (min: number, max: number) => fc.integer({ min, max }).map(String);
const place = { zone };
const soundNodes = fc
  .record({
    shop: map(
      { kind: fc.constant('source'), target: fc.constant('front'), rate: load },
      {
        timeout: some,
        retry: map({}, { attempts: small(1, 5), base: some }),
        classes: map({ buy: requestClassOf(work) }),
        ...place,
      },
    ),
    front: map(
      { kind: fc.constant('load-balancer'), backends: fc.constant('api') },
      {
        policy: fc.constantFrom('round-robin', 'least-connections', 'consistent-hash'),
        timeout: some,
        ...place,
      },
    ),
    api: map(
      { kind: fc.constant('server'), replicas: small(2, 5), service: work },
      {
        cores: small(1, 4),
        queue: small(0, 50),
        tasks: small(1, 3),
        calls: fc.constantFrom('store', 'auth'),
        ...place,
      },
    ),
    auth: map(
      { kind: fc.constant('server') },
      { cores: small(1, 4), calls: fc.constantFrom('store', 'front'), ...place },
    ),
    store: map(
      { kind: fc.constant('replicated-store') },
      {
        replicas: small(1, 5),
        replication: fc.constantFrom('asynchronous', 'synchronous'),
        detectAfter: some.map(() => '2s'),
        ...place,
      },
    ),
  })
  .map(block);

const struck = fc.constantFrom(
  'api',
  'api-1',
  'api-2',
  'front',
  'leader of store',
  'any of api',
  'zone east',
  'store',
);
const link = fc.constantFrom(
  'front <-> api',
  'api -> store',
  'zone east <-> zone west',
  'any of api',
  'shop',
);
const soundFault = fc.oneof(
  map({ at: some, crash: struck }, { for: some, machine: fc.constantFrom('true', 'false') }),
  map({ at: some, slow: struck }, { for: some, times: small(1, 9) }),
  map({ at: some, restart: struck }),
  map({ at: some, partition: link }, { for: some }),
  map({ at: some, delay: link, by: work }, { for: some }),
  map({ at: some, drop: link, share }, { for: some }),
  map({ mtbf: some, mttr: some, crash: struck }),
);
const soundObjective = fc.constantFrom(
  'shop.p99 < 200ms',
  'shop.availability > 99% after 1s',
  'api.rejected == 0',
  'store.lostWrites == 0 between 1s and 2s',
  'api.utilisation < 85%',
);
const soundQuality = map({}, { latency: work, bandwidth: fc.constantFrom('1Gbit/s', '1MB/s'), loss: share });

/** A document whose parts mostly fit together: shop, front, api, auth, store. */
export const soundText: Text = fc
  .record({
    nodes: soundNodes,
    duration: some,
    zones: fc.constant('[east, west]'),
    network: map({}, { default: soundQuality, withinZone: soundQuality, betweenZones: soundQuality }),
    faults: list(soundFault, 3),
    expect: list(soundObjective, 3),
    seed: small(0, 99),
    warmup: fc.oneof(some, fc.constantFrom('auto', 'none')),
  })
  .map(documentOf);

function requestClassOf(amount: Text): Text {
  return map(
    {},
    { share, op: fc.constantFrom('read', 'write'), work: amount, key: fc.constant('zipf 1.1 of 100') },
  );
}

function block(all: Record<string, string>): string {
  return Object.entries(all)
    .map(([name, text]) => `  ${name}: ${text}`)
    .join('\n');
}

function documentOf({ nodes, ...sections }: Record<string, string> & { nodes: string }): string {
  const lines = Object.entries(sections).map(([key, text]) => `${key}: ${text}`);
  return `brownout: 1\nnodes:\n${nodes}\n${lines.join('\n')}\n`;
}

/** Unbiased: otherwise most changes would hit the first line. */
const anywhere = fc.noBias(fc.nat());
type Change = (text: string) => string;

/** One digit for another: often still a scenario, of another meaning. */
const slip: fc.Arbitrary<Change> = fc
  .tuple(anywhere, fc.constantFrom(...'0123456789.'.split('')))
  .map(([nth, digit]) => (text) => {
    const digits = [...text.matchAll(/\d/g)];
    const at = digits.length === 0 ? 0 : digits[nth % digits.length].index;
    return text.slice(0, at) + digit + text.slice(at + 1);
  });
const SIGNS = [
  ...'\n:[]{}"\'#\t\0'.split(''),
  ...' |- |&a |*a|!!str |<<: |---\n|| |.inf|.nan|1e999|__proto__|, constructor: 1, |😀'.split('|'),
];
const inserted = fc.oneof(fc.constantFrom(...SIGNS), fc.string({ maxLength: 8, unit: 'binary' }));
const splice: fc.Arbitrary<Change> = fc
  .tuple(anywhere, fc.integer({ min: 0, max: 12 }), inserted)
  .map(([nth, remove, insert]) => (text) => {
    const at = nth % (text.length + 1);
    return text.slice(0, at) + insert + text.slice(at + remove);
  });

/** Text with some pieces cut out, put in or changed. */
export function mutated(text: Text): Text {
  const changes = fc.array(fc.oneof(slip, splice), { minLength: 1, maxLength: 3 });
  return fc.tuple(text, changes).map(([start, all]) => all.reduce((now, change) => change(now), start));
}

const twist = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', 'constructor', '3s', -1, 1e300, true, null),
);

/** A document in which one value, anywhere, is something else altogether. */
export function twisted(text: Text): Text {
  return fc.tuple(text, anywhere, twist).map(([start, nth, value]) => {
    const plain = parse(start) as object;
    const places = placesIn(plain);
    const { holder, key } = places[nth % places.length];
    Object.assign(holder, { [key]: value });
    return JSON.stringify(plain);
  });
}

function placesIn(holder: object): { holder: object; key: string }[] {
  return Object.entries(holder).flatMap(([key, value]) => [
    { holder, key },
    ...(typeof value === 'object' && value !== null ? placesIn(value as object) : []),
  ]);
}

/** Text that was never a scenario. */
export const garbage: Text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...'[]{}:-,&*!|>#"\'%@`? \n\tab1'.split('')), maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => String.fromCharCode(...bytes)),
  fc.json(),
  fc
    .tuple(
      fc.constantFrom('[', '{a: ', '- ', '? ', '!x ', '&a ', '*a ', '"'),
      fc.integer({ min: 1, max: 1000 }),
    )
    .map(([piece, n]) => piece.repeat(n)),
);
