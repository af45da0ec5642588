import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { maglevTable } from '../../sim-core/policy/hashing/maglev-table.ts';
import { Word64 } from '../../sim-core/policy/hashing/word64.ts';
import { xxHash64 } from '../../sim-core/policy/hashing/xxhash64.ts';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { wishesOf } from '../../sim-core/policy/balancing/maglev.ts';
import { envoyRing } from '../../sim-core/policy/balancing/ring-hash.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { writableView } from '../property/writable-view.ts';
import { recordExact } from '../validation/record.ts';
import envoy from '../oracles/envoy_ring_hash.json' with { type: 'json' };
import ketama from '../oracles/libmemcached_ketama.json' with { type: 'json' };
import maglev from '../oracles/maglev.json' with { type: 'json' };

/** Where a policy puts keys among servers of these names. */
function picksOf(
  policy: string,
  names: readonly string[],
  keys: readonly string[],
  weights = names.map(() => 1),
): number[] {
  const view = { ...writableView(weights), names, keyText: (key: number) => keys[key] };
  const balancer = balancerNamed(policy);
  const state = balancer.init(view);
  const random = stream(1, 'unused');
  return keys.map((_, key) => balancer.pick(view, key, state, random));
}

describe('libmemcached', () => {
  it.each(ketama.cases)('$name', ({ config, picks }) => {
    const names = [...config.matchAll(/--SERVER=(\S+)/g)].map(([, name]) => name);
    const policy = config.includes('modula') ? 'modula' : 'ketama';
    expect(picksOf(policy, names, ketama.keys)).toEqual(picks);
    recordExact(policy, 'libmemcached 1.1.4', picks.length, 'picks: 4 equal servers, MD5');
  });

  it('gives servers with weights four points per digest, rounded as floats', () => {
    // 1 : 2 : 4 of three servers: floor(1/7 · 40 · 3) = 17, 34 and 68 digests.
    const names = ['cache-1', 'cache-2:11212', 'cache-3'];
    const points = [17, 34, 68].flatMap((digests, server) =>
      Array.from({ length: digests }, (_, i) => {
        const digest = createHash('md5').update(`${names[server]}-${i}`).digest();
        return [0, 4, 8, 12].map((at) => ({ place: digest.readUInt32LE(at), server }));
      }).flat(),
    );
    points.sort((one, other) => one.place - other.place);
    const owners = ketama.keys.map((key) => {
      const place = createHash('md5').update(key).digest().readUInt32LE(0);
      return (points.find((point) => point.place >= place) ?? points[0]).server;
    });
    expect(picksOf('ketama', names, ketama.keys, [1, 2, 4])).toEqual(owners);
  });

  it('leaves out its own port only', () => {
    const hosts = ['10.0.1.1', '10.0.1.2', '10.0.1.3', '10.0.1.4'];
    const at = (port: string) => picksOf('ketama', hosts.map((host) => host + port), ketama.keys); // prettier-ignore
    expect(at(':11211')).toEqual(at(''));
    expect(at(':11212')).not.toEqual(at(''));
  });
});

describe('Maglev', () => {
  const { M, offset, skip, permutations, before, after_B1_removed } = maglev.paper_example;
  const wishes = offset.map((from, i) => ({ offset: from, skip: skip[i], weight: 1 }));

  it('the example of the paper', () => {
    for (const [i, { offset: from, skip: by }] of wishes.entries()) {
      expect(Array.from({ length: M }, (_, k) => (from + k * by) % M)).toEqual(permutations[i]);
    }
    expect([...maglevTable(wishes, M)]).toEqual(before);
    const left = [wishes[0], wishes[2]];
    expect([...maglevTable(left, M)].map((i) => [0, 2][i])).toEqual(after_B1_removed);
    recordExact('maglev', 'Maglev, NSDI 2016, Table 1', 2 * M, 'slots before and after a backend is lost');
  });

  it.each(maglev.envoy)('Envoy’s table of $hosts', ({ hosts, weights, M: slots, table }) => {
    const envoys = hosts.map((host, i) => ({ ...wishesOf(host, slots), weight: weights?.[i] ?? 1 }));
    expect([...maglevTable(envoys, slots)]).toEqual(table);
    recordExact('maglev', 'Envoy @08417eb, maglev_lb_test', slots, `slots of ${hosts.length} hosts`);
  });

  it('has no slots without backends', () => {
    expect([...maglevTable([], 3)]).toEqual([-1, -1, -1]);
  });
});

describe('Envoy’s ring', () => {
  it.each(envoy.rings)('$name', ({ hosts, weights, minimum, ring }) => {
    const { highs, lows, backends } = envoyRing(hosts, weights ?? hosts.map(() => 1), minimum);
    const points = [...backends].map((backend, i) => {
      return [hosts[backend], String((BigInt(highs[i]) << 32n) | BigInt(lows[i]))];
    });
    expect(points).toEqual(ring);
    recordExact('ring-hash', 'Envoy, ring_hash_lb_test', ring.length, `points of ${hosts.length} hosts`);
  });

  it('has 1,024 points or the next multiple, and the first at or after a key owns it', () => {
    const hosts = ['a', 'b', 'c'];
    const { highs, lows, backends } = envoyRing(hosts, [1, 1, 1]);
    expect(backends).toHaveLength(1026);
    const places = [...highs].map((high, i) => (BigInt(high) << 32n) | BigInt(lows[i]));
    const hash = new Word64();
    const owners = ketama.keys.map((key) => {
      xxHash64(key, 0, hash);
      const place = (BigInt(hash.high >>> 0) << 32n) | BigInt(hash.low >>> 0);
      return backends[
        Math.max(
          0,
          places.findIndex((each) => each >= place),
        )
      ];
    });
    expect(picksOf('ring-hash', hosts, ketama.keys)).toEqual(owners);
  });
});
