import { expose } from 'comlink';
import * as z from 'zod';
import type { EngineStart } from './client.ts';
import { Player } from './player.ts';
import type { EngineApi, FrameBack } from './protocol.ts';

// Compiled validators need `eval`, which the page's policy forbids.
z.config({ jitless: true });

let player: Player | null = null;
let connected: (player: Player) => void = () => {};
const ready = new Promise<Player>((resolve) => {
  connected = resolve;
});

/** Everything goes through the player, which exists once the page has given its port. */
const api: EngineApi & EngineStart = {
  connect(port) {
    player = new Player((letter, transfer) => port.postMessage(letter, transfer));
    port.addEventListener('message', ({ data }: MessageEvent<FrameBack>) => player!.takeBack(data.frame));
    port.start();
    connected(player);
  },
  open: async (opening) => (await ready).open(opening),
  begin: async (run, at, playing) => (await ready).begin(run, at, playing),
  check: async (text, files) => (await ready).check(text, files),
  play: async () => (await ready).play(),
  pause: async () => (await ready).pause(),
  setSpeed: async (speed) => (await ready).setSpeed(speed),
  seek: async (time) => (await ready).seek(time),
  step: async (to) => (await ready).step(to),
  act: async (entry) => (await ready).act(entry),
  redo: async (doings, at, from) => (await ready).redo(doings, at, from),
  sample: async (log2) => (await ready).sample(log2),
  report: async () => (await ready).report(),
};

expose(api);
