import { create } from 'zustand';

/** The instant under the pointer, shared by all charts; null when it is elsewhere. */
export const useHover = create<{ at: number | null }>()(() => ({ at: null }));

export function hoverAt(at: number | null): void {
  if (useHover.getState().at !== at) useHover.setState({ at });
}
