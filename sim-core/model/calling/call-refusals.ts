import { breakerWindowNamed } from '../../policy/breaker/index.ts';
import { hedgePolicyNamed } from '../../policy/hedge/index.ts';
import { budgetPolicyNamed } from '../../policy/retry-budget/index.ts';
import type { Refusal, Written } from '../define.ts';
import { unread } from '../unread-options.ts';
import type { CallSettings } from './call-settings.ts';

/** Settings of a caller that do not go together. @param written as they stand in the document. */
export function callRefusals(written: Written, params: CallSettings): Refusal[] {
  return [...unreadOptions(written, params), ...withoutRetries(params), ...hedgedRetries(params)];
}

/** Options that the chosen policy does not read. */
function unreadOptions(written: Written, { retryBudget, breaker, hedge }: CallSettings): Refusal[] {
  return [
    ...unread(written, 'hedge', ALL_OF_HEDGES, hedge && hedgePolicyNamed(hedge.policy)),
    ...unread(written, 'retryBudget', ALL_OF_BUDGET, retryBudget && budgetPolicyNamed(retryBudget.policy)),
    ...unread(written, 'breaker', ALL_OF_WINDOWS, breaker && breakerWindowNamed(breaker.window)),
  ];
}

const ALL_OF_BUDGET = ['share', 'window', 'minPerSecond', 'minConcurrency', 'maxTokens', 'tokenRatio'];
const ALL_OF_HEDGES = ['delay', 'quantile'];
const ALL_OF_WINDOWS = ['calls', 'span'];

function withoutRetries({ retry, retryBudget, hedge }: CallSettings): Refusal[] {
  const isRetrying = retry !== undefined && retry.policy !== 'none' && retry.attempts > 1;
  return retryBudget === undefined || isRetrying || hedge !== undefined
    ? []
    : [needs('retryBudget', 'retry')];
}

/** One or the other, as in gRFC A6: how the two would count each other's attempts is nowhere said. */
function hedgedRetries({ retry, hedge }: CallSettings): Refusal[] {
  const data = { setting: 'hedge', other: 'retry' };
  return retry === undefined || hedge === undefined
    ? []
    : [{ code: 'excludes-other-setting', setting: 'hedge', data }];
}

function needs(setting: string, other: string): Refusal {
  return { code: 'needs-other-setting', setting, data: { setting, other } };
}
