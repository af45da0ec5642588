import { measure } from './workloads/measured.ts';
import { balanced, oneServer } from './workloads/simjs.ts';

/** As `worker.ts`; apart, because simjs wants a `window`, which nothing else here should see. */
const [name, units] = process.argv.slice(2);
const workload = name === 'simjs-w1' ? oneServer : balanced;
process.stdout.write(`${JSON.stringify(measure(workload, Number(units)))}\n`);
