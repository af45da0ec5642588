import { hedgePolicies } from '../../policy/hedge/index.ts';
import { count, duration, group, oneOf, share } from '../fields.ts';

const hedge = group(
  {
    policy: oneOf(hedgePolicies, {
      label: 'Policy',
      help: 'How long to wait before another one is asked too.',
    }).default('quantile'),
    delay: duration({
      label: 'Delay',
      help: '`fixed`, `tied`: the wait. `quantile`: the wait until fifty answers were seen.',
      min: 0,
    }).default(0.1),
    quantile: share({
      label: 'Quantile',
      help: '`quantile`: share of first attempts that end before a hedge is sent.',
    }).default(0.95),
    most: count({ label: 'Hedges', help: 'Most hedges for one request.', min: 1, max: 10 }).default(1),
  },
  {
    label: 'Hedging',
    help: 'Asks once more while the first attempt is still out; the first good answer counts.',
  },
);

/** Whether a caller asks twice. */
export const hedgeParams = { hedge: hedge.optional() };
