import { ticks } from 'd3-array';

export interface TimeTick {
  readonly at: number;
  readonly label: string;
}

/** Steps that people count time in, in seconds. */
const STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800,
  3600, 7200, 21_600, 43_200, 86_400,
];
/** Points that a label needs. */
const ROOM = 84;

export function timeTicks(duration: number, width: number): TimeTick[] {
  if (width <= 0) return [];
  const most = Math.max(2, Math.floor(width / ROOM));
  const step = STEPS.find((candidate) => duration / candidate <= most);
  const places =
    step === undefined
      ? ticks(0, duration, most)
      : Array.from({ length: Math.floor(duration / step + 1e-9) + 1 }, (_, i) => i * step);
  return places.map((at) => ({ at, label: labelOf(at, step ?? 86_400) }));
}

function labelOf(at: number, step: number): string {
  if (at === 0) return '0';
  if (step < 1) return `${Number(at.toFixed(3))}\u2009s`;
  if (step < 60)
    return at < 60
      ? `${Math.round(at)}\u2009s`
      : `${Math.floor(at / 60)}:${String(Math.round(at % 60)).padStart(2, '0')}`;
  if (step < 3600 && at < 7200) return `${Math.round(at / 60)}\u2009min`;
  if (step < 3600) {
    const minutes = Math.round((at % 3600) / 60);
    const part = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
    return `${Math.floor(at / 3600)}${part}\u2009h`;
  }
  return step < 86_400 ? `${Math.round(at / 3600)}\u2009h` : `${Math.round(at / 86_400)}\u2009d`;
}
