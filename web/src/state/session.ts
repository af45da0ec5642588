import { create } from 'zustand';
import type { Crash, Doing, Opened, PageProblem } from '../worker/protocol.ts';

export type SessionStatus = 'loading' | 'ready' | 'refused';

/** What is open: a run is its scenario, its seed and what was done to it. */
export interface Session {
  readonly status: SessionStatus;
  /** Path of a bundled scenario such as `platform/order-platform`; null for one's own. */
  readonly name: string | null;
  readonly text: string;
  /** Settings changed before the start: `order.replicas=7`. */
  readonly sets: readonly string[];
  readonly opened: Opened | null;
  readonly problems: readonly PageProblem[];
  readonly doings: readonly Doing[];
  /** What had been done later than the point at which someone changed the past. */
  readonly aside: { readonly doings: readonly Doing[]; readonly dropped: number; readonly at: number } | null;
  readonly crash: Crash | null;
}

export const useSession = create<Session>()(() => ({
  status: 'loading',
  name: null,
  text: '',
  sets: [],
  opened: null,
  problems: [],
  doings: [],
  aside: null,
  crash: null,
}));
