import { live } from '../state/live.ts';
import type { Session } from '../state/session.ts';
import { encode, type Shared } from '../../../view/share/codec.ts';

/** The run on the page, as a link holds it. A bundled scenario goes by its name. */
export function sharedOf({ name, text, sets, opened, doings }: Session, at = live.now): Shared {
  return {
    ...(name === null ? { text } : { name }),
    seed: opened?.seed ?? 1,
    sets,
    doings: doings.map(({ at: when, entry }) => ({ at: when, entry })),
    at,
  };
}

export async function linkOf(session: Session): Promise<string> {
  const address = new URL(location.href);
  address.hash = await encode(sharedOf(session));
  return address.href;
}
