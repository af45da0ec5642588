import { BackendHeap } from './backend-heap.ts';
import { type BackendView, defineBalancer } from './balancer.ts';

/**
 * HAProxy's `balance first` (2.6.12, `lb_fas.c`): always the first backend that has room, so that the last
 * ones can be switched off at quiet times. Without a limit of connections, the first one gets everything.
 */
export const first = defineBalancer<BackendHeap>({
  name: 'first',
  summary: 'Fills the first backend up to its connection limit, then the next one (HAProxy).',
  init(view) {
    const heap = new BackendHeap(BackendHeap.places(view.size), (x, y) => x < y);
    for (let i = 0; i < view.size; i++) changed(heap, view, i);
    return heap;
  },
  pick: (_view, _key, heap) => heap.top,
  changed,
});

function changed(heap: BackendHeap, { usable }: BackendView, index: number): void {
  if (usable[index] === 1 && !heap.has(index)) heap.enter(index);
  else if (usable[index] === 0 && heap.has(index)) heap.leave(index);
}
