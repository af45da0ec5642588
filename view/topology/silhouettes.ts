import type { Tier } from './tier.ts';

const BY_TIER: Readonly<Record<Tier, string>> = {
  // People: whoever asks.
  client: 'M8.4 8a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0zM4.5 20c.6-4.4 3.6-6.6 7.5-6.6S18.9 15.6 19.5 20',
  // A fan: one way in, several out.
  edge: 'M3 12h6M9 12l11-7M9 12h11M9 12l11 7M7 12a2 2 0 1 0 4 0a2 2 0 1 0-4 0z',
  // Racked boxes: whoever works.
  service:
    'M5.5 4h13a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-13a1.5 1.5 0 0 1-1.5-1.5v-4a1.5 1.5 0 0 1 1.5-1.5zM5.5 13h13a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-13a1.5 1.5 0 0 1-1.5-1.5v-4a1.5 1.5 0 0 1 1.5-1.5zM7.5 7.5h1M7.5 16.5h1',
  // A cylinder: whoever keeps.
  state:
    'M5 6a7 2.8 0 1 0 14 0a7 2.8 0 1 0-14 0zM5 6v12c0 1.6 3.1 2.8 7 2.8s7-1.2 7-2.8V6M5 12c0 1.6 3.1 2.8 7 2.8s7-1.2 7-2.8',
  // Sliders: whoever sets how many there are.
  control: 'M6 4v16M12 4v16M18 4v16M3.5 9h5M9.5 15h5M15.5 7h5',
};

/** Kinds that are not drawn as the others of their tier. */
const BY_KIND: Readonly<Record<string, string>> = {
  // Slips in a line, with an arrow at their head: what waits for somebody to do it.
  'work-queue': 'M3 7h3.4v10h-3.4zM8.2 7h3.4v10h-3.4zM13.4 7h3.4v10h-3.4zM19 9.5l2.5 2.5l-2.5 2.5',
};

/** The sort of a node told by its outline, without colour: a path in a square of 24, to be stroked. */
export function silhouetteOf({ tier, kind }: { readonly tier: Tier; readonly kind: string }): string {
  return BY_KIND[kind] ?? BY_TIER[tier];
}
