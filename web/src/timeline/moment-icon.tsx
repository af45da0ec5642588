import {
  Activity,
  CircleAlert,
  Flag,
  FlagOff,
  Hand,
  HardDrive,
  Minus,
  Plus,
  Plug,
  Power,
  PowerOff,
  RefreshCwOff,
  Target,
  TrendingUp,
  Unplug,
  Zap,
  ZapOff,
  Check,
  FileX,
  type LucideIcon,
} from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  'first-drop': CircleAlert,
  'queue-growing': TrendingUp,
  'queue-drained': Check,
  'node-down': PowerOff,
  'node-up': Power,
  'leader-lost': FlagOff,
  'leader-elected': Flag,
  'writes-lost': FileX,
  'jobs-lost': FileX,
  'first-dead-letter': FileX,
  'fault-began': Zap,
  'fault-ended': ZapOff,
  intervention: Hand,
  'backend-ejected': CircleAlert,
  'backend-restored': Check,
  'storage-full': HardDrive,
  'out-of-memory': HardDrive,
  'scaled-out': Plus,
  'scaled-in': Minus,
  'circuit-opened': Unplug,
  'circuit-half-open': Plug,
  'circuit-closed': Check,
  'retry-budget-spent': CircleAlert,
  'objective-broken': Target,
  'objective-met': Target,
  recovered: Activity,
  returned: Check,
  stuck: RefreshCwOff,
  metastable: RefreshCwOff,
  'limit-hit': CircleAlert,
};

export function MomentIcon({ kind }: { kind: string }) {
  const Icon = ICONS[kind] ?? CircleAlert;
  return <Icon size={13} strokeWidth={2} aria-hidden />;
}

/** Things that went wrong are told apart from those that went well or were done on purpose. */
export function isBad(kind: string): boolean {
  return [
    'first-drop',
    'queue-growing',
    'node-down',
    'leader-lost',
    'writes-lost',
    'jobs-lost',
    'first-dead-letter',
    'storage-full',
    'out-of-memory',
    'objective-broken',
    'limit-hit',
    'stuck',
    'metastable',
    'backend-ejected',
    'circuit-opened',
    'retry-budget-spent',
  ].includes(kind);
}
