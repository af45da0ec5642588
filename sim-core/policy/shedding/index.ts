import { held, latency, queue, utilisation, wait } from './levels.ts';
import type { Signal } from './signal.ts';

/** Every sign of too much to do. Settings, refusals and table tests read this list. */
export const signals: readonly Signal[] = [utilisation, queue, wait, latency, held];
