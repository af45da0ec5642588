import {
  Check,
  ChevronsUp,
  CircleDashed,
  Flag,
  Hourglass,
  LogOut,
  Power,
  RotateCcw,
  TrendingUp,
  X,
} from 'lucide-react';
import type { StateName } from '../state/instances.ts';

const ICONS = {
  ok: Check,
  busy: TrendingUp,
  saturated: ChevronsUp,
  down: X,
  recovering: RotateCcw,
  leader: Flag,
  off: CircleDashed,
  waiting: Hourglass,
  booting: Power,
  draining: LogOut,
} as const;

/** The sign of a state; the word stands beside it or in the label. */
export function StateIcon({ state, size = 13 }: { state: StateName; size?: number }) {
  const Icon = ICONS[state];
  return <Icon className={`state-icon ${state}`} size={size} strokeWidth={2.2} aria-hidden />;
}
