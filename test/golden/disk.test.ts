import { describe, expect, it } from 'vitest';
import { Run } from '../../sim-core/run/run.ts';
import type { Report } from '../../sim-core/run/report.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

const FOUR = 'seconds,class\n0,\n0,\n0,\n0.5,\n';

/** Requests without work for a server with a disk. */
function play(disk: string, arrivals = FOUR, more = ''): Report {
  const text = `brownout: 1
title: Disk
duration: 20s
warmup: none
nodes:
  client:
    kind: replay
    data: r.csv
    target: desk
    classes: { small: { share: 1, work: 0s }, large: { share: 0, work: 0s } }
  desk: { kind: server, cores: 8, disk: { ${disk} } }
${more}`;
  const { scenario, problems } = loadScenario(text, { files: new Map([['r.csv', arrivals]]) });
  if (scenario === null) throw new Error(problems.map(({ what }) => what).join('\n'));
  const run = new Run(scenario);
  run.advance(20);
  return run.report();
}

/** Latencies as far as a report tells: least, mean, most. */
function times({ clients: { client } }: Report): number[] {
  return [client.latency.min!, client.latency.mean!, client.latency.max!].map((time) =>
    Number(time.toFixed(6)),
  );
}

describe('a disk', () => {
  it('serves one request after another, in order of arrival', () => {
    const report = play('iops: 1/s');
    // Done at 1, 2, 3 and 4 s; the last came at 0.5 s.
    expect(times(report)).toEqual([1, (1 + 2 + 3 + 3.5) / 4, 3.5]);
    expect(report.nodes.desk.metrics).toMatchObject({ diskOperations: 4, diskBytes: 16_384, diskUse: 0.2 });
    // Seconds waited: 0, 1, 2 and 2.5.
    expect(report.nodes.desk.metrics.diskQueue).toBeCloseTo(5.5 / 20, 9);
  });

  it('is bounded by whichever limit is reached first', () => {
    expect(times(play('iops: 10/s, operations: 4, throughput: 1kB/s, bytes: 200B'))[0]).toBe(0.4);
    expect(times(play('iops: 10/s, operations: 1, throughput: 1kB/s, bytes: 200B'))[0]).toBe(0.2);
  });

  it('reaches its limits only at full depth', () => {
    // Two at a time, each takes two seconds: the first two are done at 2 s, the others at 4 s.
    expect(times(play('iops: 1/s, depth: 2'))).toEqual([2, (2 + 2 + 4 + 3.5) / 4, 4]);
  });

  it('knows what each class reads and writes', () => {
    const classes = 'classes: { large: { operations: 5 }, small: { operations: 0 } }';
    const report = play(`iops: 1/s, ${classes}`, 'seconds,class\n0,small\n0,large\n');
    expect(times(report)).toEqual([0, 2.5, 5]);
    expect(report.nodes.desk.metrics.diskOperations).toBe(5);
  });

  it('turns requests away when its queue is full', () => {
    expect(play('iops: 1/s, queue: 1').clients.client.failed).toEqual({ rejected: 2 });
  });

  it('forgets what it had to do when the process dies', () => {
    const report = play('iops: 1/s', `${FOUR}6,\n`, 'faults: [{ at: 1.5s, for: 1s, crash: desk }]\n');
    expect(report.clients.client.failed).toEqual({ reset: 3 });
    expect(report.clients.client.completed).toBe(2);
    expect(times(report)).toEqual([1, 1, 1]);
    expect(report.problems).toEqual([]);
  });

  it('needs a limit, and classes that are sent', () => {
    expect(() => play('depth: 4')).toThrow('This disk has neither `iops` nor `throughput`.');
    expect(() => play('iops: 1/s, classes: { lage: { operations: 5 } }')).toThrow('`lage`');
  });
});
