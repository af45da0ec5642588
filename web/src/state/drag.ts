import { seek, setPlaying } from './actions.ts';
import { readInstances } from './instances.ts';
import { live } from './live.ts';
import { usePlayback } from './playback.ts';

let wasPlaying = false;
let asked: number | null = null;
let answering = false;

/** The head is being dragged: show what is recorded at once, and let the engine follow. */
export function dragTo(time: number): void {
  if (live.preview === null) {
    wasPlaying = usePlayback.getState().playing;
    if (wasPlaying) void setPlaying(false);
  }
  live.show(time);
  readInstances();
  asked = time;
  void follow();
}

/** The head was let go: the exact state takes the place of the recorded one. */
export async function dropHead(): Promise<void> {
  const time = live.preview;
  if (time === null) return;
  asked = null;
  await seek(time);
  if (live.preview === time) live.show(null);
  if (wasPlaying) await setPlaying(true);
}

/** Answers the newest wish only; those in between were overtaken. */
async function follow(): Promise<void> {
  if (answering) return;
  answering = true;
  while (asked !== null) {
    const time = asked;
    asked = null;
    await seek(time);
  }
  answering = false;
}
