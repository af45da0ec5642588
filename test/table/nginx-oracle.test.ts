import { describe, expect, it } from 'vitest';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { NONE } from '../../sim-core/policy/balancing/balancer.ts';
import { Upstream, UNTRIED } from '../../sim-core/policy/upstream.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { recordExact } from '../validation/record.ts';
import dynamic from '../oracles/nginx_dynamic.json' with { type: 'json' };
import more from '../oracles/nginx_more.json' with { type: 'json' };
import picks from '../oracles/nginx_picks.json' with { type: 'json' };

const LETTERS = 'abcdefgh';

/** Reads the server lines of an nginx upstream block; the request of key number i hashes `keys[i]`. */
function parse(block: string, keys: readonly string[] = []): Upstream {
  const servers = [...block.matchAll(/server (127\.0\.0\.1:\d+)([^;]*);/g)];
  const numbers = (name: string, fallback: number) =>
    servers.map(([, , options]) => Number(new RegExp(`${name}=(\\d+)`).exec(options)?.[1] ?? fallback));
  const flags = (name: string) =>
    servers.map(([, , options]) => (new RegExp(`\\b${name}\\b`).test(options) ? 1 : 0));
  return new Upstream(
    {
      names: servers.map(([, name]) => name),
      weights: numbers('weight', 1),
      backup: flags('backup'),
      down: flags('down'),
      maxConnections: numbers('max_conns', 0),
      maxFails: numbers('max_fails', 1),
      failTimeout: numbers('fail_timeout', 10),
      keyText: (key) => keys[key],
      address: (key) => keys[key],
    },
    balancerNamed(policyOf(block)),
    stream(1, 'test'),
  );
}

function policyOf(block: string): string {
  if (block.includes('least_conn')) return 'least-connections';
  if (block.includes('consistent')) return 'consistent-hash';
  if (block.includes('ip_hash')) return 'ip-hash';
  return /\bhash \$/.test(block) ? 'hash' : 'round-robin';
}

const sequences = [...picks.experiments, ...more.experiments].filter((e) => 'sequence' in e) as {
  name: string;
  upstream: string;
  sequence: string[];
  keys?: string[];
}[];

describe('nginx 1.22.1 picks', () => {
  it.each(sequences)('$name', (experiment) => {
    const upstream = parse(experiment.upstream, experiment.keys);
    const sequence = experiment.sequence.map((_, i) => {
      const picked = upstream.pick(i, UNTRIED, 0);
      upstream.begin(picked, 0);
      upstream.end(picked);
      return LETTERS[picked];
    });
    expect(sequence).toEqual(experiment.sequence);
    recordExact(policyOf(experiment.upstream), 'nginx 1.22.1', sequence.length, `picks: ${experiment.name}`);
  });
});

interface Step {
  op: string;
  conn: number;
  pick?: string;
}

interface Event {
  t: number;
  action?: string;
  tried?: string;
  status?: number;
}

const withSteps = [...dynamic.experiments, ...more.experiments].filter((e) => 'steps' in e) as unknown as {
  name: string;
  upstream: string;
  steps: Step[];
}[];
const withEvents = dynamic.experiments.filter((e) => 'events' in e) as unknown as {
  name: string;
  upstream: string;
  extra?: string;
  events: Event[];
}[];

describe('nginx 1.22.1 with connections that stay open', () => {
  it.each(withSteps)('$name', ({ name, upstream: block, steps }) => {
    const upstream = parse(block);
    const open = new Map<number, number>();
    for (const { op, conn, pick } of steps) {
      if (op === 'close') {
        upstream.end(open.get(conn)!);
        continue;
      }
      const picked = upstream.pick(0, UNTRIED, 0);
      expect(picked === NONE ? '502' : LETTERS[picked], `connection ${conn}`).toBe(
        pick!.replace('status ', ''),
      );
      if (picked === NONE) continue;
      upstream.begin(picked, 0);
      open.set(conn, picked);
    }
    recordExact(policyOf(block), 'nginx 1.22.1', steps.length, `connections: ${name}`);
  });
});

/** What a backend does to a request, after the actions so far. */
type Behaviour = 'ok' | 'refuses' | 'resets' | 'fails';

/** The backends that an action such as `a,b down` or `b returns 500` speaks of, and what they do from then on. */
function applyAction(action: string, behaviours: Behaviour[]): void {
  const [who, ...what] = action.split(' ');
  const text = what.join(' ');
  const behaviour: Behaviour = text.startsWith('down')
    ? 'refuses'
    : text.startsWith('resets')
      ? 'resets'
      : text.startsWith('returns 5')
        ? 'fails'
        : 'ok';
  for (const letter of who.split(',')) behaviours[LETTERS.indexOf(letter)] = behaviour;
}

describe('nginx 1.22.1 when backends fail', () => {
  it.each(withEvents)('$name', ({ name, upstream: block, extra = '', events }) => {
    const most = Number(/tries (\d+)/.exec(extra)?.[1] ?? Infinity);
    // Seconds of the real clock: the recording says when within its own run each request was made, but not
    // where in a whole second it began. The test finds the offsets that fit and asks that there be some.
    const fits = Array.from({ length: 20 }, (_, i) => i / 20).filter((offset) => {
      const fresh = parse(block);
      return replay(fresh, events, offset, most, name.includes('POST:') || name.endsWith('POST'));
    });
    expect(fits, 'offsets of the clock at which every pick agrees').not.toEqual([]);
    const requests = events.filter(({ action }) => action === undefined).length;
    recordExact(policyOf(block), 'nginx 1.22.1', requests, `failures: ${name}`);
  });
});

function replay(upstream: Upstream, events: Event[], offset: number, most: number, isPost: boolean): boolean {
  const behaviours: Behaviour[] = Array.from({ length: upstream.size }, () => 'ok');
  for (const { t, action, tried, status } of events) {
    if (action !== undefined) applyAction(action, behaviours);
    else if (`${tried} ${status}` !== serve(upstream, behaviours, t / 1000 + offset, most, isPost))
      return false;
  }
  return true;
}

const STATUS: Readonly<Record<Behaviour, number>> = { ok: 200, fails: 500, refuses: 502, resets: 502 };

/** One request: the backends it tried, in nginx's notation (`u` for none), and the status of the answer. */
function serve(
  upstream: Upstream,
  behaviours: Behaviour[],
  now: number,
  most: number,
  isPost: boolean,
): string {
  const tried: number[] = [];
  let status = 502;
  for (let again = true; again && tried.length < most;) {
    const picked = upstream.pick(0, tried, now);
    if (picked === NONE) break;
    upstream.begin(picked, now);
    upstream.end(picked);
    const behaviour = behaviours[picked];
    if (STATUS[behaviour] === 502) upstream.failed(picked, now);
    else upstream.succeeded(picked);
    tried.push(picked);
    status = STATUS[behaviour];
    again = behaviour === 'refuses' || (behaviour === 'resets' && !isPost);
  }
  return `${tried.map((i) => LETTERS[i]).join('>') || 'u'} ${status}`;
}
