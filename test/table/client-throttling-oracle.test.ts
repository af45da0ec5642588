import { afterAll, expect, it } from 'vitest';
import { AdaptiveThrottle } from '../../sim-core/policy/throttle/adaptive-throttle.ts';
import oracle from '../oracles/client_throttling.json' with { type: 'json' };
import { recordClose } from '../validation/record.ts';

let worst = 0;

it.each(oracle.cases)(
  'after %d requests, %d accepted, K = %d: %d is held back',
  (requests, accepts, k, share) => {
    const throttle = new AdaptiveThrottle(k, 120);
    for (let i = 0; i < requests; i++) throttle.admit(i / requests, 0.99);
    for (let i = 0; i < accepts; i++) throttle.accepted(1);
    const found = throttle.share(1);
    worst = Math.max(worst, Math.abs(found - share));
    expect(found).toBeCloseTo(share, 12);
  },
);

afterAll(() =>
  recordClose(
    'client throttling',
    'Site Reliability Engineering, ch. 21',
    oracle.cases.length,
    'shares held back',
    worst,
  ),
);
