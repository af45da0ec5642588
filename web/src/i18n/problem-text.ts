import type { TFunction } from 'i18next';
import type { PageProblem } from '../worker/protocol.ts';

type Part = 'what' | 'why' | 'fix';

/** One of the three sentences of a problem in the language of the page; English comes with the problem. */
export function problemText(t: TFunction, problem: PageProblem, part: Part): string {
  const { code, data } = problem;
  const english = problem[part];
  if (part === 'fix' && data.suggestion !== undefined)
    return t('own.didYouMean', { suggestion: String(data.suggestion) });
  const facts: Record<string, string | number> = { ...data };
  for (const [name, value] of Object.entries(data)) if (value === '') facts[name] = '—';
  if (data.dimension !== undefined)
    facts.dimension = t(`own.dimension.${String(data.dimension)}` as 'own.dimension.count');
  return t(`problem.${code}.${part}` as 'state.ok', { ...facts, defaultValue: english });
}
