import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordExact } from '../validation/record.ts';
import { ask, meter } from '../golden/limit-transcript.ts';

interface Experiment {
  readonly name: string;
  readonly http?: string;
  readonly location?: string;
  readonly requests?: readonly {
    readonly sent: number;
    readonly status: number;
    readonly latency_ms: number;
  }[];
}

const oracle = JSON.parse(
  readFileSync(new URL('../oracles/nginx_ratelimit_cache.json', import.meta.url), 'utf8'),
) as { readonly experiments: readonly Experiment[] };

const limited = oracle.experiments.filter(({ http }) => http?.includes('limit_req_zone') === true);

/** The directives as settings. */
function settingsOf({ http = '', location = '' }: Experiment) {
  const [, rate, unit] = /rate=(\d+)r\/([sm])/.exec(http)!;
  const number = (pattern: RegExp) => Number(pattern.exec(location)?.[1] ?? 0);
  return {
    rate: Number(rate) / (unit === 'm' ? 60 : 1),
    burst: number(/burst=(\d+)/),
    delay: number(/delay=(\d+)/),
    nodelay: location.includes('nodelay'),
  };
}

describe('limit_req of nginx 1.22.1, as recorded', () => {
  it('was recorded', () => {
    expect(limited.length).toBeGreaterThanOrEqual(3);
  });

  it.each(limited)('$name', (experiment) => {
    const bucket = meter('leaky-bucket', settingsOf(experiment));
    for (const { sent, status, latency_ms: latency } of experiment.requests!) {
      const wait = ask(bucket, sent / 1000);
      expect(wait === null ? 429 : 200).toBe(status);
      // Whoever waits is recorded with the wait and a few milliseconds of the machine's own.
      if (experiment.location!.includes('delay') || !experiment.location!.includes('burst'))
        expect(wait ?? 0).toBe(0);
      else if (wait !== null) expect(Math.round(wait * 10)).toBe(Math.round(latency / 100));
    }
    const { length } = experiment.requests!;
    recordExact('leaky-bucket', 'nginx 1.22.1', length, experiment.name);
  });
});
