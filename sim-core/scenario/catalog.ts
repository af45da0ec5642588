import { server } from '../model/compute/server.ts';
import type { Kind } from '../model/define.ts';
import { replicatedStore } from '../model/storage/replicated-store.ts';

/** The one list of kinds. Schema, forms, palette, CLI and docs read it; a new kind is one more line here. */
export const kinds = [server, replicatedStore] as unknown as readonly Kind[];

export function kindOf(name: unknown): Kind | undefined {
  return kinds.find(({ kind }) => kind === name);
}
