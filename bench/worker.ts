import * as bareLoop from './workloads/bare-loop.ts';
import * as byHand from './workloads/by-hand.ts';
import * as engine from './workloads/engine.ts';
import * as flatqueue from './workloads/flatqueue.ts';
import { measure, type Workload } from './workloads/measured.ts';
import * as queue from './workloads/queue.ts';

/** `worker NAME UNITS [PENDING]` measures one thing in a process of its own and prints one line of JSON. */
const [name, units, pending] = process.argv.slice(2);

const workloads: Record<string, () => Workload> = {
  'engine-w1': () => engine.oneServer,
  'hand-w1': () => byHand.oneServer,
  'bare-w1': () => bareLoop.oneServer,
  'engine-w2': () => engine.balanced,
  'engine-w3': () => engine.hold(Number(pending)),
  'engine-w4': () => engine.timeouts,
  'queue-w3': () => queue.hold(Number(pending)),
  'heap-w3': () => queue.hold(Number(pending), 'heap'),
  'queue-w4': () => queue.timeouts,
  'flatqueue-w3': () => flatqueue.hold(Number(pending)),
};

process.stdout.write(`${JSON.stringify(measure(workloads[name](), Number(units)))}\n`);
