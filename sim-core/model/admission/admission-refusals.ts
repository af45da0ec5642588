import { rateLimitNamed } from '../../policy/rate-limit/index.ts';
import type { Refusal, Written } from '../define.ts';
import { unread } from '../unread-options.ts';
import { formatQuantity } from '../units.ts';
import type { AdmissionSettings, LimitSettings } from './admission-settings.ts';

const OPTIONS = ['burst', 'delay', 'nodelay', 'window', 'sync', 'sharedAs'];

/** Settings of whoever lets requests in that do not go together. @param written as they stand in the document. */
export function admissionRefusals(written: Written, { rateLimit, keyLimit }: AdmissionSettings): Refusal[] {
  return [...ofLimit('rateLimit', written, rateLimit), ...ofLimit('keyLimit', written, keyLimit)];
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
