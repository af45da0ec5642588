import { crash } from './crash.ts';
import type { Fault } from './define.ts';
import { delay } from './delay.ts';
import { drop } from './drop.ts';
import { partition } from './partition.ts';
import { restart } from './restart.ts';
import { slow } from './slow.ts';
import { zoneOutage } from './zone-outage.ts';

/** Every fault there is. Schema, page, CLI and table tests read this list. */
export const faults = [
  crash,
  restart,
  slow,
  partition,
  delay,
  drop,
  zoneOutage,
] as unknown as readonly Fault[];
