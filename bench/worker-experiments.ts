import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measureCluster } from './experiments/cluster.ts';
import { measureReplications } from './experiments/replications.ts';
import { measureSweep } from './experiments/sweep.ts';

/** `worker-experiments NAME SHARE` measures one thing about experiments in a process of its own and prints JSON. */
const [name, share] = process.argv.slice(2);

const measurements: Record<string, (share: number, folder: string) => Promise<unknown>> = {
  'replications-1': (size) => measureReplications(1, size),
  'replications-2': (size) => measureReplications(2, size),
  sweep: measureSweep,
  cluster: measureCluster,
};

const folder = mkdtempSync(path.join(tmpdir(), 'brownout-bench-'));
const result = await measurements[name](Number(share), folder);
rmSync(folder, { recursive: true, force: true });
// What is measured may print, too: the result is the last line.
writeFileSync(process.stdout.fd, `\n${JSON.stringify(result)}\n`);
process.exit(0);
