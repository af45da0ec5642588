import { live } from './live.ts';
import { usePlayback } from './playback.ts';
import { useSession } from './session.ts';

/** The value of a setting (`front.policy`) at the instant shown: as written, or as what was done until then left it. */
export function useSettingNow(path: string, written: string): string {
  const doings = useSession((session) => session.doings);
  return usePlayback(({ digest }) => {
    const now = live.preview ?? digest?.now ?? 0;
    const last = doings.findLast(({ at, entry }) => entry.set === path && at <= now);
    return last === undefined ? written : asText(last.entry.to);
  });
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
