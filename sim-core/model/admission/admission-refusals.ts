import { concurrencyPolicyNamed } from '../../policy/concurrency/index.ts';
import { rateLimitNamed } from '../../policy/rate-limit/index.ts';
import { signals } from '../../policy/shedding/index.ts';
import { signalsOf, type SheddingRule } from '../../policy/shedding/shedder.ts';
import type { Refusal, Written } from '../define.ts';
import { unread } from '../unread-options.ts';
import { formatQuantity } from '../units.ts';
import type { AdmissionSettings, ConcurrencyLimitSettings, LimitSettings } from './admission-settings.ts';

const CONCURRENCY_OPTIONS = [
  'min',
  'max',
  'smoothing',
  'over',
  'backoff',
  'slowAfter',
  'tolerance',
  'longRun',
  'headroom',
  'probeEvery',
];
const OPTIONS = ['burst', 'delay', 'nodelay', 'window', 'sync', 'sharedAs'];

/** Settings of whoever lets requests in that do not go together. @param written as they stand in the document. */
export function admissionRefusals(
  written: Written,
  settings: AdmissionSettings & { readonly cores?: number },
): Refusal[] {
  const { rateLimit, keyLimit, shed, concurrency, cores } = settings;
  return [
    ...ofLimit('rateLimit', written, rateLimit),
    ...ofLimit('keyLimit', written, keyLimit),
    ...shed.flatMap((rule, index) => ofRule(rule, index + 1, cores !== undefined)),
    ...ofConcurrency(written, concurrency),
  ];
}

/** @param number of the rule, from 1. */
function ofRule(rule: SheddingRule, number: number, hasCores: boolean): Refusal[] {
  const chosen = signalsOf(rule);
  const known = signals.filter(({ needsCores }) => hasCores || !needsCores).map(({ name }) => name);
  const data = { number: String(number), signals: known.join(', ') };
  if (chosen.length === 0) return [{ code: 'shedding-without-level', setting: 'shed', data }];
  return chosen
    .filter(({ needsCores }) => needsCores && !hasCores)
    .map(({ name }) => ({ code: 'level-not-here', setting: 'shed', data: { ...data, level: name } }));
}

function ofConcurrency(written: Written, concurrency: ConcurrencyLimitSettings | undefined): Refusal[] {
  if (concurrency === undefined) return [];
  const law = concurrencyPolicyNamed(concurrency.policy);
  const { limit, min = limit, max = limit } = concurrency;
  const found = unread(written, 'concurrency', CONCURRENCY_OPTIONS, {
    name: law.name,
    reads: ['limit', ...law.reads],
  });
  if (min <= limit && limit <= max) return found;
  const data = { limit: String(limit), min: String(min), max: String(max) };
  return [...found, { code: 'limit-out-of-bounds', setting: 'concurrency', data }];
}

function ofLimit(setting: string, written: Written, limit: LimitSettings | undefined): Refusal[] {
  if (limit === undefined) return [];
  const law = rateLimitNamed(limit.policy);
  const shares: string[] = law.reads.includes('sync') ? ['sharedAs'] : [];
  const chosen = { name: law.name, reads: ['rate', ...law.reads, ...shares] };
  return [
    ...unread(written, setting, OPTIONS, chosen),
    ...emptyWindow(setting, limit),
    ...delayAndNone(setting, limit),
  ];
}

function emptyWindow(setting: string, { policy, rate, window: length }: LimitSettings): Refusal[] {
  if (!rateLimitNamed(policy).reads.includes('window') || rate * length > 1 - 1e-6) return [];
  const data = { length: formatQuantity('duration', length), rate: formatQuantity('rate', rate) };
  return [{ code: 'window-lets-nobody-in', setting, data }];
}

function delayAndNone(setting: string, { delay, nodelay }: LimitSettings): Refusal[] {
  const data = { setting: 'delay', other: 'nodelay' };
  return delay !== undefined && nodelay ? [{ code: 'excludes-other-setting', setting, data }] : [];
}
