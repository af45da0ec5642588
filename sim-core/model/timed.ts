import type { Component } from '../kernel/component.ts';
import type { LatencyRecorder } from '../stats/latency-recorder.ts';

/** A component that records how long something of its own took: clients apart, whose part that is. */
export interface Timed extends Component {
  readonly latency: LatencyRecorder;
}

export function isTimed(component: Component): component is Timed {
  return 'latency' in component;
}
