/** Names of the colours that pictures use. */
export const COLOUR_NAMES = [
  'bg',
  'surface',
  'sunk',
  'ink',
  'ink-2',
  'muted',
  'hairline',
  'border',
  'accent',
  'accent-wash',
  'first',
  'retry',
  'reply',
  'error',
  'write',
  'fault-wash',
  'fault-text',
  'warmup-wash',
  'heat-low',
  'heat-high',
] as const;

export type ColourName = (typeof COLOUR_NAMES)[number];

/** Colours as the surface that is drawn on understands them: of one theme on a canvas, by reference in a document. */
export type Palette = Readonly<Record<ColourName, string>>;
