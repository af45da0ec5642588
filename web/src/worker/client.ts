import { transfer, wrap, type Remote } from 'comlink';
import type { EngineApi, EngineLetter, FrameBack } from './protocol.ts';

/** What the worker is asked first: the port on which its news comes. */
export interface EngineStart {
  connect(port: MessagePort): void;
}

export interface Engine {
  readonly api: Remote<EngineApi>;
  /** Gives a frame's array back to be filled again. */
  giveBack(frame: Float64Array): void;
  close(): void;
}

/** Starts the engine in its worker. `failed` is called when the worker itself dies. */
export function startEngine(
  onLetter: (letter: EngineLetter) => void,
  failed: (message: string) => void,
): Engine {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    failed(event.message ?? '');
  });
  worker.addEventListener('messageerror', () => failed('message could not be read'));
  const remote = wrap<EngineApi & EngineStart>(worker);
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', ({ data }: MessageEvent<EngineLetter>) => onLetter(data));
  port1.start();
  void remote.connect(transfer(port2, [port2]));
  return {
    api: remote,
    giveBack(frame) {
      const back: FrameBack = { frame };
      port1.postMessage(back, [frame.buffer]);
    },
    close() {
      port1.close();
      worker.terminate();
    },
  };
}
