import type { Kind } from '../model/define.ts';

/** The one list of kinds. Schema, forms, palette, CLI and docs read it; a new kind is one more line here. */
export const kinds: readonly Kind[] = [];

export function kindOf(name: unknown): Kind | undefined {
  return kinds.find(({ kind }) => kind === name);
}
