import type { Refusal, Written } from '../define.ts';

/** What a product ships: its defaults, and what it does not offer. */
export interface Preset {
  readonly name: string;
  readonly summary: string;
  /** As people call it, with its version. */
  readonly product: string;
  /** As written in a scenario. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly policies: readonly string[];
  /** Laws by which it can limit rates. */
  readonly limits: readonly string[];
  /** Settings that it has nothing like, and those that do the job there. */
  readonly refused: Readonly<Record<string, readonly string[]>>;
}

const PASSIVE = ['maxFails', 'failTimeout'];
const ACTIVE = ['checks'];
const OUTLIERS = ['outliers', 'checks'];

/**
 * nginx 1.22 open source, HAProxy 2.6 and Envoy 1.3x as they come. Where the product has no default, the
 * setting stays as it is without a preset: HAProxy waits for ever without `timeout server`.
 */
export const presets: readonly Preset[] = [
  {
    name: 'nginx',
    summary: 'nginx 1.22, open source: passive health only, a new connection for every request.',
    product: 'nginx 1.22 (open source)',
    defaults: {
      policy: 'round-robin',
      timeout: '60s',
      maxFails: 1,
      failTimeout: '10s',
      retryOn: 'unreachable',
      connections: { keep: 0, handshake: 1 },
    },
    policies: [
      'round-robin',
      'least-connections',
      'ip-hash',
      'hash',
      'consistent-hash',
      'random',
      'random-two-least-connections',
    ],
    limits: ['leaky-bucket'],
    refused: {
      checks: PASSIVE,
      outliers: PASSIVE,
      slowStart: [],
      queue: [],
      queueTimeout: [],
      panicThreshold: [],
      viewAge: [],
      shed: ['rateLimit', 'concurrency'],
      coalesce: [],
    },
  },
  {
    name: 'haproxy',
    summary: 'HAProxy 2.6: active checks if asked for, a queue, connections kept open.',
    product: 'HAProxy 2.6',
    defaults: {
      policy: 'haproxy-round-robin',
      tries: 4,
      retryOn: 'refused',
      maxFails: 0,
      queue: '1M',
      allBackups: false,
      connections: { keep: '1M', idle: '5s', handshake: 1 },
    },
    policies: [
      'haproxy-round-robin',
      'static-round-robin',
      'haproxy-least-connections',
      'haproxy-hash',
      'haproxy-source-hash',
      'haproxy-consistent-hash',
      'haproxy-consistent-source-hash',
      'bounded-load-hash',
      'first',
    ],
    // The frequency counters of its stick tables.
    limits: ['sliding-counter'],
    refused: {
      outliers: ACTIVE,
      failTimeout: ACTIVE,
      maxFails: ACTIVE,
      panicThreshold: [],
      viewAge: [],
      shed: ['queue', 'concurrency'],
      coalesce: [],
    },
  },
  {
    name: 'envoy',
    summary: 'Envoy: panic threshold of a half, a single try, connections kept for an hour.',
    product: 'Envoy',
    defaults: {
      policy: 'round-robin',
      timeout: '15s',
      tries: 1,
      maxFails: 0,
      panicThreshold: '50%',
      connections: { keep: '1M', idle: '1h', handshake: 1 },
    },
    policies: ['round-robin', 'random', 'least-request', 'maglev', 'ring-hash', 'zone-aware'],
    // Its local rate limit, and the service behind its global one.
    limits: ['token-bucket', 'fixed-window'],
    refused: {
      failTimeout: OUTLIERS,
      maxFails: OUTLIERS,
      maxConnections: [],
      queue: [],
      queueTimeout: [],
      viewAge: [],
      coalesce: [],
    },
  },
];

/** What limits concurrency in all of them; Envoy's adaptive filter follows a law of its own. */
const CONCURRENCY = ['fixed'];

/** Policies whose shares can grow step by step; the others would move keys or count turns anew. */
const GRADUAL: ReadonlySet<string> = new Set([
  'round-robin',
  'random',
  'least-connections',
  'weighted-least-connections',
  'power-of-two-choices',
  'power-of-d-choices',
  'random-two-least-connections',
  'least-request',
  'haproxy-round-robin',
  'haproxy-least-connections',
]);

/** A node as written, with what its preset says where it says nothing itself. */
export function withPreset(written: Written): Written {
  const preset = presetOf(written);
  return preset === undefined ? written : { ...preset.defaults, ...written };
}

/** Settings that the preset, or the policy, has nothing like. */
export function refusals(written: Written, chosen: Chosen): Refusal[] {
  const { policy, slowStart } = chosen;
  const preset = presetOf(written);
  const found = preset === undefined ? [] : refusedBy(preset, written, chosen);
  if (slowStart > 0 && !GRADUAL.has(policy)) {
    found.push({ code: 'no-slow-start', setting: 'slowStart', data: { policy } });
  }
  return found;
}

/** Of the settings as parsed, what refusals depend on. */
interface Chosen {
  readonly policy: string;
  readonly slowStart: number;
  readonly rateLimit?: { readonly policy: string };
  readonly keyLimit?: { readonly policy: string };
  readonly concurrency?: { readonly policy: string };
}

function refusedBy(
  { product, policies, limits, refused }: Preset,
  written: Written,
  { policy, rateLimit, keyLimit, concurrency }: Chosen,
): Refusal[] {
  const found = Object.keys(written)
    .filter((setting) => Object.hasOwn(refused, setting))
    .map((setting): Refusal => {
      const instead = refused[setting].map((name) => `\`${name}\``).join(', ');
      return { code: 'not-offered', setting, data: { product, setting, instead } };
    });
  const check = (setting: string, chosen: string | undefined, offered: readonly string[]) => {
    if (chosen === undefined || offered.includes(chosen)) return;
    const data = { product, policy: chosen, known: offered.join(', ') };
    found.push({ code: 'policy-not-offered', setting, data });
  };
  check('policy', policy, policies);
  check('rateLimit', rateLimit?.policy, limits);
  check('keyLimit', keyLimit?.policy, limits);
  check('concurrency', concurrency?.policy, CONCURRENCY);
  return found;
}

function presetOf({ preset }: Written): Preset | undefined {
  return presets.find(({ name }) => name === preset);
}
