import { describe, expect, it } from 'vitest';
import type { Place } from '../../sim-core/model/place.ts';
import { PERFECT_LINK } from '../../sim-core/model/network/link.ts';
import {
  filesNamedIn,
  loadScenario,
  type LoadOptions,
  type Scenario,
} from '../../sim-core/scenario/index.ts';

const TEXT = `
brownout: 1
title: Shop
story: A short one.
duration: 2min
warmup: 10s
seed: 7
zones: [a, b]
nodes:
  shop:
    kind: source
    target: front
    rate: 50/s
    classes:
      buy: { share: 20%, op: write, work: 5ms }
      look: { share: 80% }
    timeout: 500ms
    zone: a
  front: { kind: load-balancer, policy: least-connections, backends: api, zone: a }
  api: { kind: server, replicas: 4, cores: 2, calls: store, zones: [a, b] }
  store: { kind: replicated-store }
network:
  default: { latency: 1ms, bandwidth: 1Gbit/s }
  withinZone: { latency: 0.2ms }
  betweenZones: { latency: 5ms, loss: 1% }
  links:
    - { from: front, to: api, latency: 2ms }
    - { from: front, to: api-3, latency: 3ms, oneWay: true }
faults:
  - { at: 30s, for: 5s, crash: api-2 }
  - { mtbf: 1h, mttr: 2min, slow: api, times: 3 }
  - { at: 1min, partition: zone a <-> zone b }
expect:
  - shop.p99 < 200ms after 30s
  - store.lostWrites == 0
  - shop.availability > 99.9% between 30s and 1min
limits: { events: 5M }
`;

function load(text: string, options?: LoadOptions): Scenario {
  const { scenario, problems } = loadScenario(text, options);
  expect(problems).toEqual([]);
  return scenario!;
}

function place(id: string, zone = ''): Place {
  return { id, node: id.replace(/-\d+$/, ''), index: 0, address: 0, zone };
}

describe('a scenario', () => {
  it('has everything in engine units', () => {
    const { title, story, duration, warmup, seed, zones, limits, text } = load(TEXT);
    expect({ title, story, duration, warmup, seed, zones, limits }).toEqual({
      title: 'Shop',
      story: 'A short one.',
      duration: 120,
      warmup: 10,
      seed: 7,
      zones: ['a', 'b'],
      limits: { events: 5_000_000 },
    });
    expect(text).toBe(TEXT);
  });

  it('has nodes with parsed settings, apart from where they stand', () => {
    const { nodes } = load(TEXT);
    expect(nodes.map(({ id, kind, zones }) => [id, kind.kind, zones])).toEqual([
      ['shop', 'source', ['a']],
      ['front', 'load-balancer', ['a']],
      ['api', 'server', ['a', 'b']],
      ['store', 'replicated-store', []],
    ]);
    expect(nodes[2].params).toMatchObject({ replicas: 4, cores: 2, calls: 'store', queue: 1000 });
    expect(nodes[2].params).not.toHaveProperty('zones');
    expect(nodes[2].params).not.toHaveProperty('kind');
    expect(nodes[2].raw).toMatchObject({ kind: 'server', replicas: 4 });
    expect(nodes[0].params.classes).toMatchObject({
      buy: { share: 0.2, op: 'write', work: { kind: 'constant', mean: 0.005 } },
    });
  });

  it('has faults with their targets', () => {
    const [crash, slow, partition] = load(TEXT).faults;
    expect(crash).toMatchObject({
      kind: 'once',
      at: 30,
      strike: {
        lasts: 5,
        params: { crash: { kind: 'id', id: 'api-2' }, machine: false },
        text: 'crash: api-2, for: 5s',
      },
    });
    expect(slow).toMatchObject({
      kind: 'attrition',
      mtbf: 3600,
      mttr: 120,
      strike: { lasts: null, params: { times: 3 } },
    });
    expect(partition).toMatchObject({ strike: { lasts: null, text: 'partition: zone a <-> zone b' } });
  });

  it('has objectives with the unit of their metric', () => {
    expect(load(TEXT).expect).toMatchObject([
      { node: 'shop', metric: 'p99', op: '<', value: 0.2, dimension: 'duration', from: 30, until: null },
      { node: 'store', metric: 'lostWrites', op: '==', value: 0, from: null, until: null },
      {
        node: 'shop',
        metric: 'availability',
        op: '>',
        value: 0.999,
        dimension: 'share',
        from: 30,
        until: 60,
      },
    ]);
  });

  it('needs little', () => {
    const { scenario } = loadScenario('brownout: 1\nnodes: { a: { kind: server } }');
    expect(scenario).toMatchObject({
      title: 'Untitled scenario',
      story: '',
      duration: 60,
      warmup: 'auto',
      seed: 1,
      zones: [],
      faults: [],
      expect: [],
      limits: {},
    });
    expect(scenario!.linkRule(place('a'), place('b'))).toEqual(PERFECT_LINK);
  });

  it('does not remember the overrides of a text that is loaded again', () => {
    const plain = load(TEXT);
    const changed = loadScenario(TEXT, { set: ['duration=20min', 'nodes.shop.timeout=9s'] });
    expect(changed.problems).toEqual([]);
    expect(changed.scenario!.duration).toBe(1200);
    expect(changed.scenario!.hash).not.toBe(plain.hash);
    expect(load(TEXT).hash).toBe(plain.hash);
  });

  it('may repeat a part with an anchor', () => {
    const text = TEXT.replace('look: { share: 80% }', 'look: &look { share: 40% }\n      again: *look');
    expect(load(text).nodes[0].params.classes).toMatchObject({ again: { share: 0.4 } });
  });

  it('names the files that its nodes read', () => {
    const text = `brownout: 1
nodes:
  a: { kind: replay, target: api, data: access.log }
  b: { kind: source, target: api, rate: { profile: csv, data: week.csv } }
  c: { kind: replay, target: api, data: ../../etc/passwd }
  api: { kind: server }
`;
    expect(filesNamedIn(text)).toEqual(['access.log', 'week.csv']);
    expect(filesNamedIn('[')).toEqual([]);
    const files = new Map([
      ['access.log', 'seconds\n0\n1\n'],
      ['week.csv', 'seconds,requests\n0,5\n60,9\n'],
    ]);
    const { scenario } = loadScenario(text.replace('../../etc/passwd', 'week.csv'), { files });
    expect(scenario!.files).toBe(files);
  });
});

describe('the network', () => {
  const { linkRule } = load(TEXT);
  const latency = (from: Place, to: Place) => linkRule(from, to).latency!.mean;

  it.each<[string, Place, Place, number]>([
    ['the default', place('shop'), place('store-1'), 0.001],
    ['within a zone', place('shop', 'a'), place('front', 'a'), 0.0002],
    ['between zones', place('shop', 'a'), place('store-1', 'b'), 0.005],
    ['a link between nodes', place('front', 'a'), place('api-1', 'a'), 0.002],
    ['the same link, backwards', place('api-1', 'a'), place('front', 'a'), 0.002],
    ['a link to one instance', place('front', 'a'), place('api-3', 'b'), 0.003],
    ['one way only', place('api-3', 'b'), place('front', 'a'), 0.002],
  ])('%s', (_, from, to, wanted) => {
    expect(latency(from, to)).toBeCloseTo(wanted, 12);
  });

  it('takes what a special rule leaves out from a more general one', () => {
    expect(linkRule(place('front', 'a'), place('api-3', 'b'))).toMatchObject({
      bandwidth: 1.25e8,
      loss: 0.01,
    });
    expect(linkRule(place('shop', 'a'), place('front', 'a'))).toMatchObject({ bandwidth: 1.25e8, loss: 0 });
  });
});

describe('the hash', () => {
  const base = 'brownout: 1\nduration: 10s\nnodes: { a: { kind: server, cores: 2 } }\n';
  const hash = (text: string, options?: LoadOptions) => loadScenario(text, options).scenario!.hash;

  it('does not depend on layout, comments, order of keys or $schema', () => {
    const other =
      '$schema: x\n# comment\nnodes:\n  a:\n    cores: 2 # two\n    kind: server\nduration: "10s"\nbrownout: 1\n';
    const json = '{"brownout": 1, "duration": "10s", "nodes": {"a": {"kind": "server", "cores": 2}}}';
    expect(hash(other)).toBe(hash(base));
    expect(hash(json)).toBe(hash(base));
  });

  it('depends on every value', () => {
    const texts = [
      base,
      base.replace('10s', '11s'),
      base.replace('cores: 2', 'cores: 3'),
      base.replace('a:', 'b:'),
    ];
    expect(new Set(texts.map((text) => hash(text))).size).toBe(texts.length);
  });

  it('counts overrides', () => {
    expect(hash(base, { set: ['a.cores=3'] })).toBe(hash(base.replace('cores: 2', 'cores: 3')));
  });

  it('is the same in every engine and version of ours', () => {
    expect(hash(base)).toMatchInlineSnapshot(`"b737ed63ae7ae119"`);
  });
});

describe('overrides', () => {
  it.each([
    ['api.replicas=6', (s: Scenario) => s.nodes[2].params.replicas, 6],
    ['nodes.api.replicas=6', (s: Scenario) => s.nodes[2].params.replicas, 6],
    ['duration=1h', (s: Scenario) => s.duration, 3600],
    ['faults[0].at=40s', (s: Scenario) => (s.faults[0] as { at: number }).at, 40],
    ['faults.0.at=40s', (s: Scenario) => (s.faults[0] as { at: number }).at, 40],
    ['shop.retry.attempts=5', (s: Scenario) => (s.nodes[0].params.retry as { attempts: number }).attempts, 5],
    ['expect=[shop.p50 < 1s]', (s: Scenario) => s.expect.length, 1],
    ['title="a = b"', (s: Scenario) => s.title, 'a = b'],
    [
      'shop.classes.look.work=exponential 3ms',
      (s: Scenario) =>
        (s.nodes[0].params.classes as never as { look: { work: { mean: number } } }).look.work.mean,
      0.003,
    ],
  ])('%s', (set, read, wanted) => {
    expect(read(load(TEXT, { set: [set] }))).toBe(wanted);
  });

  it('hold in order', () => {
    expect(load(TEXT, { set: ['seed=3', 'seed=4'] }).seed).toBe(4);
  });

  it('leave the given text alone', () => {
    expect(load(TEXT, { set: ['seed=3'] }).text).toBe(TEXT);
  });
});
