import { type BackendView, defineBalancer } from './balancer.ts';
import { SmoothOrder } from './smooth-order.ts';

/** nginx's smooth weighted round robin: weights 5, 1, 1 give `a a b a c a a`. */
export const roundRobin = defineBalancer<SmoothOrder>({
  name: 'round-robin',
  summary: 'Takes turns in proportion to the weights, spread evenly (nginx’s smooth weighted round robin).',
  init(view) {
    const order = new SmoothOrder(view);
    for (let i = 0; i < view.size; i++) changed(order, view, i);
    return order;
  },
  pick: (_view, _key, order) => order.next(false),
  changed,
  failed: (order, index, penalty) => order.lower(index, penalty),
});

function changed(order: SmoothOrder, { weights, usable }: BackendView, index: number): void {
  order.update(index, weights[index], usable[index] === 1, 0);
}
