import { create } from 'zustand';
import type { Plan } from '../../../sim-core/run/plan.ts';
import { savedTheme, type Theme } from '../theme/theme.ts';
import { recall, remember } from './storage.ts';

export type Selection =
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'instance'; readonly node: string; readonly instance: number }
  | { readonly kind: 'link'; readonly from: string; readonly to: string };

export type Dialog = 'own' | 'share' | 'keys' | 'chooser';
export const CHARTS = ['throughput', 'latency', 'queues', 'utilisation'] as const;
export type Chart = (typeof CHARTS)[number];

/** A sentence to tell, with something to do about it. */
export interface Notice {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface Ui {
  readonly theme: Theme;
  readonly selection: Selection | null;
  readonly tab: 'now' | 'settings' | 'break';
  readonly dialog: Dialog | null;
  readonly notice: Notice | null;
  readonly story: boolean;
  readonly charts: readonly Chart[];
  readonly latencyMode: 'heatmap' | 'lines';
  /** Number of the client whose charts are shown. */
  readonly client: number;
  readonly letterKeys: boolean;
}

export const useUi = create<Ui>()(() => ({
  theme: savedTheme(),
  selection: null,
  tab: 'now',
  dialog: null,
  notice: null,
  story: hasRoomForStory(),
  charts: ['throughput', 'latency'],
  latencyMode: 'heatmap',
  client: 0,
  letterKeys: recall('letter-keys') !== 'off',
}));

export function select(selection: Selection | null): void {
  useUi.setState({ selection, ...(selection === null ? { tab: 'now' } : {}) });
}

/** Whether a part that was selected is there in another run of the same scenario. */
export function isIn({ nodes, instances }: Plan, selection: Selection | null): boolean {
  if (selection === null) return true;
  if (selection.kind === 'link')
    return nodes.some(({ id, targets }) => id === selection.from && targets.includes(selection.to));
  if (selection.kind === 'node') return nodes.some(({ id }) => id === selection.node);
  return instances[selection.instance]?.node === selection.node;
}

export function openDialog(dialog: Dialog | null): void {
  useUi.setState({ dialog });
}

export function tell(notice: Notice | null): void {
  useUi.setState({ notice });
}

export function toggleChart(chart: Chart): void {
  const { charts } = useUi.getState();
  const next = charts.includes(chart) ? charts.filter((other) => other !== chart) : [...charts, chart];
  useUi.setState({ charts: CHARTS.filter((known) => next.includes(known)) });
}

export function setLetterKeys(letterKeys: boolean): void {
  remember('letter-keys', letterKeys ? 'on' : 'off');
  useUi.setState({ letterKeys });
}

/** Beside the picture, or under it; on a screen between the two the picture comes first. */
function hasRoomForStory(): boolean {
  return innerWidth >= 1100 || innerWidth < 720;
}

export function prefersStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
