/** Milliseconds between two drawings of one chart: no more than ten a second. */
const PAUSE = 100;

interface Entry {
  readonly draw: () => void;
  dirty: boolean;
  drawnAt: number;
}

const entries: Entry[] = [];
let requested = 0;
let turn = 0;

/** Draws charts one per frame in turn, each at most ten times a second, and only those that changed. */
export function takePart(draw: () => void): { readonly change: () => void; readonly leave: () => void } {
  const entry: Entry = { draw, dirty: true, drawnAt: 0 };
  entries.push(entry);
  request();
  return {
    change() {
      entry.dirty = true;
      request();
    },
    leave() {
      entries.splice(entries.indexOf(entry), 1);
    },
  };
}

function request(): void {
  if (requested === 0) requested = requestAnimationFrame(next);
}

function next(wall: number): void {
  requested = 0;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[(turn + i) % entries.length];
    if (!entry.dirty || wall - entry.drawnAt < PAUSE) continue;
    entry.dirty = false;
    entry.drawnAt = wall;
    turn = (turn + i + 1) % entries.length;
    entry.draw();
    break;
  }
  if (entries.some(({ dirty }) => dirty)) request();
}
