import type { RequestHandle } from '../requests.ts';

/**
 * Requests whose cancellation came before they did: two messages on a way of random length may overtake each other,
 * which those of one connection would not.
 */
export class EarlyCancels {
  private readonly handles = new Set<RequestHandle>();

  note(handle: RequestHandle): void {
    this.handles.add(handle);
  }

  /** Whether the request that comes now, or is let in now, was cancelled before. */
  take(handle: RequestHandle): boolean {
    return this.handles.size > 0 && this.handles.delete(handle);
  }

  clear(): void {
    this.handles.clear();
  }
}
