import type { TFunction } from 'i18next';
import { duration, inWords } from '../../../view/format.ts';
import type { PageMoment } from '../worker/protocol.ts';

/** The sentence of a moment in the language of the page. */
export function momentText(t: TFunction, { kind, node, data }: PageMoment): string {
  const facts: Record<string, string | number> = { node, ...data };
  if (typeof data.seconds === 'number') facts.seconds = inWords(duration(data.seconds));
  if (kind === 'metastable') facts.cause = causeNames(t, String(data.cause));
  return t(`moment.${kind}` as 'moment.node-down', facts as { node: string });
}

/** What sustains the trouble: the moment names the kinds, with commas between. */
function causeNames(t: TFunction, kinds: string): string {
  return kinds
    .split(', ')
    .map((kind) => t(`recovery.name.${kind}` as 'recovery.name.retries'))
    .join(', ');
}
