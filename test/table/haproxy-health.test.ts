import { describe, expect, it } from 'vitest';
import { NONE } from '../../sim-core/policy/balancing/balancer.ts';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { ActiveHealth } from '../../sim-core/policy/health/active-health.ts';
import { Upstream } from '../../sim-core/policy/upstream.ts';
import { stream } from '../../sim-core/random/generator.ts';
import dynamic from '../oracles/haproxy_dynamic.json' with { type: 'json' };
import { recordExact } from '../validation/record.ts';

interface Event {
  readonly t: number;
  readonly action?: string;
  readonly id?: string | null;
}

interface Experiment {
  readonly name: string;
  readonly backend: string;
  readonly events: readonly Event[];
}

/** Milliseconds at which each server is checked first, and how long a check takes: the next one waits for it. */
interface Timing {
  readonly phases: readonly number[];
  readonly lasts: number;
}

const LETTERS = 'abcdefgh';

/** The servers of a recording, what they do at the moment, and what its checks have found. */
class Bench {
  readonly upstream: Upstream;
  readonly refuses: boolean[];
  readonly isSick: boolean[];
  private readonly health: ActiveHealth | null;
  private readonly interval: number;
  private readonly tries: number;

  constructor({ backend }: Experiment) {
    const servers = [...backend.matchAll(/server (\w) \S+([^\n]*)/g)];
    const number = (name: string, fallback: number) =>
      Number(new RegExp(`${name} (\\d+)`).exec(backend)?.[1] ?? fallback);
    this.upstream = new Upstream(
      {
        names: servers.map(([, name]) => name),
        weights: servers.map(() => 1),
        backup: servers.map(([, , options]) => (options.includes('backup') ? 1 : 0)),
        isOneBackup: true,
        maxFails: 0,
        failTimeout: 0,
        keyText: String,
        address: String,
      },
      balancerNamed('haproxy-round-robin'),
      stream(1, 'unused'),
    );
    this.refuses = servers.map(() => false);
    this.isSick = servers.map(() => false);
    this.interval = number('inter', 2000);
    this.health = backend.includes('check')
      ? new ActiveHealth(servers.length, number('rise', 2), number('fall', 3))
      : null;
    this.tries = number('retries', 3) + 1;
  }

  act(action: string): void {
    const [first, second] = action.split(' ');
    const verb = ['drain', 'ready'].includes(first) ? first : second;
    const index = LETTERS.indexOf(verb === first ? second : first);
    if (verb === 'drain' || verb === 'ready') this.upstream.setClosed(index, verb === 'drain');
    else if (action.includes('check') || ['bad', 'ok'].includes(verb)) {
      this.isSick[index] = verb === 'bad' || action.includes('fails');
    } else this.refuses[index] = verb === 'down';
  }

  /** The checks of all servers that fall into (from, to]. */
  check(from: number, to: number, { phases, lasts }: Timing): void {
    if (this.health === null) return;
    const period = this.interval + lasts;
    phases.forEach((phase, index) => {
      const checks = Math.floor((to - phase) / period) - Math.floor((from - phase) / period);
      for (let k = 0; k < checks; k++) {
        const verdict = this.health!.checked(index, !this.isSick[index] && !this.refuses[index]);
        if (verdict !== 'same') this.upstream.setClosed(index, verdict === 'down');
      }
    });
  }

  /** Who answers a request; null if nobody does. */
  serve(now: number): string | null {
    const tried: number[] = [];
    while (tried.length < this.tries) {
      const picked = this.upstream.pick(0, tried, now / 1000);
      if (picked === NONE) return null;
      this.upstream.begin(picked, now / 1000);
      this.upstream.end(picked);
      if (!this.refuses[picked]) return LETTERS[picked];
      tried.push(picked);
    }
    return null;
  }
}

/** How many requests went where the recording says, with checks at these times. */
function replay(experiment: Experiment, timing: Timing): number {
  const bench = new Bench(experiment);
  // The recording began with its servers checked before.
  bench.check(-10_000, -1, timing);
  let before = -1;
  let agreed = 0;
  for (const { t, action, id } of experiment.events) {
    // Within a millisecond, what happens to a server comes before its check.
    const until = action === undefined ? t : t - 1;
    bench.check(before, until, timing);
    before = Math.max(before, until);
    if (action !== undefined) bench.act(action);
    else if (bench.serve(t) === id) agreed++;
    else return agreed;
  }
  return agreed;
}

describe('HAProxy 2.6.12 when servers go and come back', () => {
  it.each(dynamic.experiments as unknown as Experiment[])('$name', (experiment) => {
    const interval = Number(/inter (\d+)/.exec(experiment.backend)?.[1] ?? 0);
    const requests = experiment.events.filter(({ action }) => action === undefined).length;
    const acted = LETTERS.split('').map((letter) =>
      experiment.events.some(({ action = '' }) => action.split(' ').includes(letter)),
    );
    // The recording does not say when its checks ran. The test finds times that fit and asks that there be some.
    const [first, second] = acted.map((isActed) =>
      isActed ? Array.from({ length: interval + 1 }, (_, i) => i) : [0],
    );
    const best = [0, 1, 2]
      .flatMap((lasts) => first.flatMap((a) => second.map((b) => ({ phases: [a, b, 0, 0], lasts }))))
      .reduce((most, timing) => (most < requests ? Math.max(most, replay(experiment, timing)) : most), 0);
    expect(best, 'requests that agree at the best times').toBe(requests);
    recordExact('load-balancer', 'HAProxy 2.6.12', requests, `picks: ${experiment.name}`);
  });
});
