import { SingleBar } from 'cli-progress';

export interface Progress {
  /** @returns whether time enough has passed since the last call that signals should be let in. */
  update(now: number): boolean;
  stop(): void;
}

/** Shorter runs are over before anybody would have read a bar. */
const PATIENCE_MS = 1000;
/** Often enough for eyes and for Ctrl-C, and seldom enough for the collector of garbage. */
const OFTEN_MS = 250;

/** A bar on the terminal's error stream for runs that take longer than a second; nothing elsewhere. */
export function showProgress(total: number, quiet: boolean, unit = 's'): Progress {
  const began = Date.now();
  let last = began;
  let bar: SingleBar | null = null;
  return {
    update(now) {
      const time = Date.now();
      if (time - last < OFTEN_MS) return false;
      last = time;
      if (quiet || !process.stderr.isTTY) return true;
      if (bar === null && time - began > PATIENCE_MS) {
        bar = new SingleBar({
          stream: process.stderr,
          format: `{bar} {percentage} % | {value} of {total} ${unit} | {eta_formatted} left`,
          hideCursor: true,
          clearOnComplete: true,
        });
        bar.start(Number(total.toPrecision(6)), 0);
      }
      bar?.update(Number(now.toPrecision(6)));
      return true;
    },
    stop() {
      bar?.stop();
    },
  };
}
