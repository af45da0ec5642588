/** Moves the focus between the parts of the topology by where they are on screen. */
export function walk(event: KeyboardEvent): boolean {
  const from = event.target;
  if (!(from instanceof HTMLElement) || from.dataset.walk === undefined) return false;
  const others = [...document.querySelectorAll<HTMLElement>('[data-walk]')].filter((other) => other !== from);
  const start = middleOf(from);
  let best: HTMLElement | null = null;
  let bestCost = Infinity;
  for (const other of others) {
    const cost = costOf(event.key, start, middleOf(other));
    if (cost < bestCost) [best, bestCost] = [other, cost];
  }
  event.preventDefault();
  best?.focus();
  return true;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** How far along the arrow, with going aside counted double; Infinity for what lies behind. */
function costOf(key: string, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [along, aside] = {
    ArrowRight: [dx, dy],
    ArrowLeft: [-dx, dy],
    ArrowDown: [dy, dx],
    ArrowUp: [-dy, dx],
  }[key] ?? [0, 0];
  return along < 4 ? Infinity : along + 2 * Math.abs(aside);
}

function middleOf(element: HTMLElement): Spot {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
