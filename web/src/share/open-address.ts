import { t } from 'i18next';
import { scenarioNamed } from '../scenarios.ts';
import { open, openFirst, ownText } from '../state/actions.ts';
import { tell } from '../state/ui.ts';
import { decode, type Failure, type Shared } from '../../../view/share/codec.ts';

/**
 * Opens what the address asks for: a shared run in the fragment, a scenario by its name in the fragment, one's
 * own that this visit had open here, or the first scenario. A link that can't be read is told about and never
 * leaves an empty page.
 */
export async function openFromAddress(): Promise<void> {
  addEventListener('popstate', () => void openEntry());
  await openEntry();
}

async function openEntry(): Promise<void> {
  const own = ownText();
  if (own !== null) await open({ name: null, text: own });
  else await openFragment(fragmentOf(location.hash));
}

/** A fragment that percent signs don't spell right stays as it is: no link of ours, so it is told about as damaged. */
function fragmentOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

async function openFragment(fragment: string): Promise<void> {
  if (fragment === '') await openFirst();
  else if (/^[a-z][a-z0-9/-]*$/.test(fragment)) await openScenario(fragment);
  else await openShared(fragment);
}

async function openScenario(name: string): Promise<void> {
  const scenario = scenarioNamed(name);
  if (scenario === undefined) await explain(t('links.unknown', { name }));
  else await open({ name: scenario.name, text: await scenario.load() });
}

async function openShared(fragment: string): Promise<void> {
  const decoded = await decode(fragment);
  if ('failure' in decoded) return explain(words(decoded.failure));
  const { shared } = decoded;
  const source = await sourceOf(shared);
  if (source === null) return explain(t('links.unknown', { name: shared.name ?? '' }));
  const { seed, sets, doings, at } = shared;
  await open({ ...source, seed, sets, doings, at, playing: false });
}

async function sourceOf({ name, text }: Shared): Promise<{ name: string | null; text: string } | null> {
  if (text !== undefined) return { name: null, text };
  const scenario = scenarioNamed(name ?? '');
  return scenario === undefined ? null : { name: scenario.name, text: await scenario.load() };
}

function words(failure: Failure): string {
  if (failure.kind === 'newer') return t('links.newer', { version: failure.version });
  return t(failure.kind === 'broken' ? 'links.broken' : 'links.tooLarge');
}

/** Says what is wrong over the first scenario: something to look at is better than an empty page. */
async function explain(text: string): Promise<void> {
  await openFirst();
  tell({ text });
}
