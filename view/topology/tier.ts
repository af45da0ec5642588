import type { PlannedNode } from '../../sim-core/run/plan.ts';

export type Tier = PlannedNode['tier'];
