import { type BackendView, defineBalancer } from './balancer.ts';
import { SmoothOrder } from './smooth-order.ts';

/**
 * Fewest attempts in flight per weight; smooth round robin among those that tie, and only among them (a
 * winner without rivals takes no turn). nginx 1.22.1, ngx_http_upstream_least_conn_module. Every balancer
 * counts only what it sent itself.
 */
export const leastConnections = defineBalancer<SmoothOrder>({
  name: 'least-connections',
  summary: 'Picks the backend with the fewest requests in flight for its weight (nginx’s least_conn).',
  init(view) {
    const order = new SmoothOrder(view);
    for (let i = 0; i < view.size; i++) changed(order, view, i);
    return order;
  },
  pick: (_view, _key, order) => order.next(true),
  changed,
  failed: (order, index, penalty) => order.lower(index, penalty),
});

function changed(order: SmoothOrder, { weights, usable, inFlight }: BackendView, index: number): void {
  order.update(index, weights[index], usable[index] === 1, inFlight[index]);
}
