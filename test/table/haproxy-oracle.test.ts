import { describe, expect, it } from 'vitest';
import { NONE } from '../../sim-core/policy/balancing/balancer.ts';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { UNTRIED, Upstream } from '../../sim-core/policy/upstream.ts';
import { stream } from '../../sim-core/random/generator.ts';
import more from '../oracles/haproxy_more.json' with { type: 'json' };
import picks from '../oracles/haproxy_picks.json' with { type: 'json' };
import { recordExact } from '../validation/record.ts';

const LETTERS = 'abcdefgh';

interface Opened {
  readonly op: 'open';
  readonly conn: number;
  readonly path: string;
  /** A letter, or `queued`. */
  readonly pick: string;
}

interface Closed {
  readonly op: 'close';
  readonly conn: number;
  readonly dequeued: readonly { readonly conn: number; readonly pick: string }[];
}

interface Experiment {
  readonly name: string;
  readonly backend: string;
  readonly keys?: readonly string[];
  readonly sequence?: readonly string[];
  readonly steps?: readonly (Opened | Closed)[];
}

/** Reads the server lines of a backend section; the request of key number i has the path or address `keys[i]`. */
function parse(backend: string, keys: readonly string[]): Upstream {
  const servers = [...backend.matchAll(/server \w 127\.0\.0\.1:\d+(.*)/g)].map(([, options]) => options);
  const numbers = (name: string, otherwise: number) =>
    servers.map((options) => Number(new RegExp(`${name} (\\d+)`).exec(options)?.[1] ?? otherwise));
  return new Upstream(
    {
      names: servers.map((_, i) => LETTERS[i]),
      weights: numbers('weight', 1),
      backup: servers.map((options) => (/\bbackup\b/.test(options) ? 1 : 0)),
      maxConnections: numbers('maxconn', 0),
      maxFails: 0,
      failTimeout: 0,
      keyText: (key) => keys[key],
      address: (key) => keys[key],
      options: { balanceFactor: Number(/hash-balance-factor (\d+)/.exec(backend)?.[1] ?? 100) },
    },
    balancerNamed(policyOf(backend)),
    stream(1, 'test'),
  );
}

function policyOf(backend: string): string {
  if (backend.includes('hash-balance-factor')) return 'bounded-load-hash';
  const isConsistent = backend.includes('consistent');
  if (backend.includes('balance uri')) return isConsistent ? 'haproxy-consistent-hash' : 'haproxy-hash';
  if (backend.includes('balance source'))
    return isConsistent ? 'haproxy-consistent-source-hash' : 'haproxy-source-hash';
  const balance = /balance ([\w-]+)/.exec(backend)![1];
  const names: Record<string, string> = {
    roundrobin: 'haproxy-round-robin',
    'static-rr': 'static-round-robin',
    leastconn: 'haproxy-least-connections',
    first: 'first',
  };
  return names[balance];
}

/** Picks for one request after another, each answered before the next. */
function inTurn({ backend, keys = [], sequence = [] }: Experiment): string[] {
  const upstream = parse(backend, keys);
  return sequence.map((_, i) => {
    const picked = upstream.pick(i, UNTRIED, 0);
    upstream.begin(picked, 0);
    upstream.end(picked);
    return LETTERS[picked];
  });
}

/** Plays a script of connections that stay open; those that find no room wait in one queue. */
function played({ backend, steps = [] }: Experiment): (Opened | Closed)[] {
  const paths = [...new Set(steps.map((step) => (step.op === 'open' ? step.path : '/')))];
  const upstream = parse(backend, paths);
  const open = new Map<number, number>();
  const queue: number[] = [];
  const enter = (conn: number, path: string): string => {
    const picked = upstream.pick(paths.indexOf(path), UNTRIED, 0);
    if (picked === NONE) return 'queued';
    upstream.begin(picked, 0);
    open.set(conn, picked);
    return LETTERS[picked];
  };
  return steps.map((step) => {
    if (step.op === 'open') {
      const pick = enter(step.conn, step.path);
      if (pick === 'queued') queue.push(step.conn);
      return { ...step, pick };
    }
    const freed = open.get(step.conn)!;
    upstream.end(freed);
    const conn = queue.shift();
    if (conn === undefined) return { ...step, dequeued: [] };
    // Whoever waits goes to the backend that has room now: nobody is asked to pick.
    upstream.begin(freed, 0);
    open.set(conn, freed);
    const dequeued = [{ conn, pick: LETTERS[freed] }];
    return { ...step, dequeued };
  });
}

const experiments = [...picks.experiments, ...more.experiments] as unknown as Experiment[];

describe('HAProxy 2.6.12 picks', () => {
  it.each(experiments.filter(({ sequence }) => sequence !== undefined))('$name', (experiment) => {
    expect(inTurn(experiment)).toEqual(experiment.sequence);
    recordExact(
      policyOf(experiment.backend),
      'HAProxy 2.6.12',
      experiment.sequence!.length,
      `picks: ${experiment.name}`,
    );
  });
});

describe('HAProxy 2.6.12 with connections that stay open', () => {
  it.each(experiments.filter(({ steps }) => steps !== undefined))('$name', (experiment) => {
    expect(played(experiment)).toEqual(experiment.steps);
    recordExact(
      policyOf(experiment.backend),
      'HAProxy 2.6.12',
      experiment.steps!.length,
      `connections: ${experiment.name}`,
    );
  });
});
