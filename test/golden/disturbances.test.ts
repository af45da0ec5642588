import { describe, expect, it } from 'vitest';
import { stage, transcript } from './server-stage.ts';

const ONE_AT_ONCE = [0];
const FOUR_AT_ONCE = [0, 0, 0, 0];

describe('a CPU limit', () => {
  it('lets four tasks on four cores run a quarter of each period when the limit is one core', () => {
    const run = stage('cores: 4, service: 60ms, cpuLimit: { cores: 1 }', FOUR_AT_ONCE, 1);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 4 busy, 0 wait, 0 done, 0 failed
      0.025s  speed 0, 4 busy, 0 wait, 0 done, 0 failed
      0.1s  speed 1, 4 busy, 0 wait, 0 done, 0 failed
      0.125s  speed 0, 4 busy, 0 wait, 0 done, 0 failed
      0.2s  speed 1, 4 busy, 0 wait, 0 done, 0 failed
      0.21s  speed 1, 0 busy, 0 wait, 4 done, 0 failed"
    `);
    expect(run.report().nodes.desk.metrics).toMatchObject({ throttles: 2 });
  });

  it('does not touch who stays within the quota', () => {
    const run = stage('cores: 4, service: 90ms, cpuLimit: { cores: 1 }', [0, 0.1, 0.2], 1);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      0.09s  speed 1, 0 busy, 0 wait, 1 done, 0 failed
      0.1s  speed 1, 1 busy, 0 wait, 1 done, 0 failed
      0.19s  speed 1, 0 busy, 0 wait, 2 done, 0 failed
      0.2s  speed 1, 1 busy, 0 wait, 2 done, 0 failed
      0.29s  speed 1, 0 busy, 0 wait, 3 done, 0 failed"
    `);
    expect(run.report().nodes.desk.metrics).toMatchObject({ throttles: 0, throttled: 0 });
  });

  it('forgets what an idle period left over, and counts periods from the start of the process', () => {
    const run = stage('cores: 2, service: 200ms, cpuLimit: { cores: 0.5 }', [0, 1.08], 3);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      0.05s  speed 0, 1 busy, 0 wait, 0 done, 0 failed
      0.1s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      0.15s  speed 0, 1 busy, 0 wait, 0 done, 0 failed
      0.2s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      0.25s  speed 0, 1 busy, 0 wait, 0 done, 0 failed
      0.3s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      0.35s  speed 1, 0 busy, 0 wait, 1 done, 0 failed
      1.08s  speed 1, 1 busy, 0 wait, 1 done, 0 failed
      1.15s  speed 0, 1 busy, 0 wait, 1 done, 0 failed
      1.2s  speed 1, 1 busy, 0 wait, 1 done, 0 failed
      1.25s  speed 0, 1 busy, 0 wait, 1 done, 0 failed
      1.3s  speed 1, 1 busy, 0 wait, 1 done, 0 failed
      1.35s  speed 0, 1 busy, 0 wait, 1 done, 0 failed
      1.4s  speed 1, 1 busy, 0 wait, 1 done, 0 failed
      1.43s  speed 1, 0 busy, 0 wait, 2 done, 0 failed"
    `);
  });
});

describe('a collector', () => {
  it('stops the world when a young generation full of bytes is allocated', () => {
    const gc = 'garbageCollection: { youngGeneration: 2MB, allocation: 1MB, pause: 500ms }';
    const run = stage(`cores: 4, ${gc}`, [0, 0.25, 1, 1.1, 1.2], 5);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      0.25s  speed 0, 2 busy, 0 wait, 0 done, 0 failed
      0.75s  speed 1, 2 busy, 0 wait, 0 done, 0 failed
      1s  speed 1, 3 busy, 0 wait, 0 done, 0 failed
      1.1s  speed 0, 4 busy, 0 wait, 0 done, 0 failed
      1.2s  speed 0, 4 busy, 1 wait, 0 done, 0 failed
      1.6s  speed 1, 4 busy, 1 wait, 0 done, 0 failed
      2s  speed 1, 4 busy, 0 wait, 1 done, 0 failed
      2.25s  speed 1, 3 busy, 0 wait, 2 done, 0 failed
      2.5s  speed 1, 2 busy, 0 wait, 3 done, 0 failed
      2.6s  speed 1, 1 busy, 0 wait, 4 done, 0 failed
      3s  speed 1, 0 busy, 0 wait, 5 done, 0 failed"
    `);
    expect(run.report().nodes.desk.metrics).toMatchObject({ collections: 2, paused: 0.2 });
  });

  it('pauses again at once when a pause has let as much arrive', () => {
    const gc = 'garbageCollection: { youngGeneration: 1MB, allocation: 1MB, pause: 500ms }';
    expect(transcript(stage(`cores: 2, ${gc}`, [0, 0.1], 5))).toMatchInlineSnapshot(`
      "0s  speed 0, 1 busy, 0 wait, 0 done, 0 failed
      0.1s  speed 0, 2 busy, 0 wait, 0 done, 0 failed
      1s  speed 1, 2 busy, 0 wait, 0 done, 0 failed
      2s  speed 1, 0 busy, 0 wait, 2 done, 0 failed"
    `);
  });
});

describe('a noisy neighbour', () => {
  it('takes its share while it is busy, and all of it comes back', () => {
    const neighbour = 'noisyNeighbour: { share: 75%, busy: 2s, idle: 3s }';
    const run = stage(`service: 4s, ${neighbour}`, ONE_AT_ONCE, 10);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      3s  speed 0.25, 1 busy, 0 wait, 0 done, 0 failed
      5s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      5.5s  speed 1, 0 busy, 0 wait, 1 done, 0 failed
      8s  speed 0.25, 0 busy, 0 wait, 1 done, 0 failed
      10s  speed 1, 0 busy, 0 wait, 1 done, 0 failed"
    `);
    expect(run.report().nodes.desk.metrics).toMatchObject({ stolen: 0.3 });
  });

  it('stops the server when it takes everything', () => {
    const neighbour = 'noisyNeighbour: { share: 100%, busy: 2s, idle: 3s }';
    expect(transcript(stage(`service: 4s, ${neighbour}`, ONE_AT_ONCE, 10))).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      3s  speed 0, 1 busy, 0 wait, 0 done, 0 failed
      5s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      6s  speed 1, 0 busy, 0 wait, 1 done, 0 failed
      8s  speed 0, 0 busy, 0 wait, 1 done, 0 failed
      10s  speed 1, 0 busy, 0 wait, 1 done, 0 failed"
    `);
  });

  it('multiplies with a fault, and each takes back its own part', () => {
    const neighbour = 'noisyNeighbour: { share: 50%, busy: 2s, idle: 3s }';
    const fault = 'faults: [{ at: 4s, for: 3s, slow: desk, times: 5 }]\n';
    expect(transcript(stage(`service: 6s, ${neighbour}`, ONE_AT_ONCE, 12, fault))).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      3s  speed 0.5, 1 busy, 0 wait, 0 done, 0 failed
      4s  speed 0.1, 1 busy, 0 wait, 0 done, 0 failed
      5s  speed 0.2, 1 busy, 0 wait, 0 done, 0 failed
      7s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      8s  speed 0.5, 1 busy, 0 wait, 0 done, 0 failed
      10s  speed 1, 0 busy, 0 wait, 1 done, 0 failed"
    `);
  });
});

describe('a cold start', () => {
  it('refuses connections while it boots, then gets faster step by step', () => {
    const cold = 'coldStart: { boot: 2s, warmUp: 4s, slowness: 5 }';
    const fault = 'faults: [{ at: 1s, for: 1s, crash: desk }]\n';
    const run = stage(`service: 1s, ${cold}`, [0, 0.5, 3, 4.5], 10, fault);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      0.5s  speed 1, 1 busy, 1 wait, 0 done, 0 failed
      1s  down, 0 busy, 0 wait, 1 done, 1 failed
      4s  speed 0.2, 0 busy, 0 wait, 1 done, 1 failed
      4.2s  speed 0.24, 0 busy, 0 wait, 1 done, 1 failed
      4.4s  speed 0.28, 0 busy, 0 wait, 1 done, 1 failed
      4.5s  speed 0.28, 1 busy, 0 wait, 1 done, 1 failed
      4.6s  speed 0.32, 1 busy, 0 wait, 1 done, 1 failed
      4.8s  speed 0.36, 1 busy, 0 wait, 1 done, 1 failed
      5s  speed 0.4, 1 busy, 0 wait, 1 done, 1 failed
      5.2s  speed 0.44, 1 busy, 0 wait, 1 done, 1 failed
      5.4s  speed 0.48, 1 busy, 0 wait, 1 done, 1 failed
      5.6s  speed 0.52, 1 busy, 0 wait, 1 done, 1 failed
      5.8s  speed 0.56, 1 busy, 0 wait, 1 done, 1 failed
      6s  speed 0.6, 1 busy, 0 wait, 1 done, 1 failed
      6.2s  speed 0.64, 1 busy, 0 wait, 1 done, 1 failed
      6.4s  speed 0.68, 1 busy, 0 wait, 1 done, 1 failed
      6.558824s  speed 0.68, 0 busy, 0 wait, 2 done, 1 failed
      6.6s  speed 0.72, 0 busy, 0 wait, 2 done, 1 failed
      6.8s  speed 0.76, 0 busy, 0 wait, 2 done, 1 failed
      7s  speed 0.8, 0 busy, 0 wait, 2 done, 1 failed
      7.2s  speed 0.84, 0 busy, 0 wait, 2 done, 1 failed
      7.4s  speed 0.88, 0 busy, 0 wait, 2 done, 1 failed
      7.6s  speed 0.92, 0 busy, 0 wait, 2 done, 1 failed
      7.8s  speed 0.96, 0 busy, 0 wait, 2 done, 1 failed
      8s  speed 1, 0 busy, 0 wait, 2 done, 1 failed"
    `);
    expect(run.report().clients.client.failed).toEqual({ reset: 1, refused: 1 });
    expect(run.report().moments.map(({ at, kind }) => `${at} ${kind}`)).toEqual([
      '1 fault-began',
      '1 node-down',
      '2 fault-ended',
      '4 node-up',
      '6.5625 recovered',
    ]);
  });

  it('boots anew after a crash in the middle of a boot', () => {
    const fault = 'faults: [{ at: 1s, for: 1s, crash: desk }, { at: 3s, for: 500ms, crash: desk }]\n';
    const run = stage('coldStart: { boot: 2s }', ONE_AT_ONCE, 10, fault);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      1s  down, 0 busy, 0 wait, 1 done, 0 failed
      5.5s  speed 1, 0 busy, 0 wait, 1 done, 0 failed"
    `);
  });

  it('is not shortened by a restart from outside', () => {
    const faults = 'faults: [{ at: 1s, for: 1s, crash: desk }, { at: 3s, restart: desk }]\n';
    const run = stage('coldStart: { boot: 2s }', ONE_AT_ONCE, 10, faults);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      1s  down, 0 busy, 0 wait, 1 done, 0 failed
      4s  speed 1, 0 busy, 0 wait, 1 done, 0 failed"
    `);
  });
});

describe('a memory limit', () => {
  const memory = 'memoryBase: 100MB, memoryPerRequest: 50MB, memoryLimit: 220MB, restartAfter: 3s';

  it('kills the process that goes beyond it, with all that it held, and starts it again', () => {
    const run = stage(`cores: 8, service: 10s, ${memory}`, [0, 1, 2, 3, 5.5], 20);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      1s  speed 1, 2 busy, 0 wait, 0 done, 0 failed
      2s  down, 0 busy, 0 wait, 0 done, 3 failed
      5s  speed 1, 0 busy, 0 wait, 0 done, 3 failed
      5.5s  speed 1, 1 busy, 0 wait, 0 done, 3 failed
      15.5s  speed 1, 0 busy, 0 wait, 1 done, 3 failed"
    `);
    expect(run.report().clients.client.failed).toEqual({ reset: 3, refused: 1 });
    expect(run.report().nodes.desk.metrics.kills).toBe(1);
    expect(run.report().moments.map(({ kind }) => kind)).toContain('out-of-memory');
  });

  it('counts what leaks until the process ends', () => {
    const leak = `${memory}, memoryLeak: 20MB`;
    const run = stage(`service: 100ms, ${leak}`, [0, 1, 2, 3, 4, 10, 11], 15);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      0.1s  speed 1, 0 busy, 0 wait, 1 done, 0 failed
      1s  speed 1, 1 busy, 0 wait, 1 done, 0 failed
      1.1s  speed 1, 0 busy, 0 wait, 2 done, 0 failed
      2s  speed 1, 1 busy, 0 wait, 2 done, 0 failed
      2.1s  speed 1, 0 busy, 0 wait, 3 done, 0 failed
      3s  down, 0 busy, 0 wait, 3 done, 1 failed
      6s  speed 1, 0 busy, 0 wait, 3 done, 1 failed
      10s  speed 1, 1 busy, 0 wait, 3 done, 1 failed
      10.1s  speed 1, 0 busy, 0 wait, 4 done, 1 failed
      11s  speed 1, 1 busy, 0 wait, 4 done, 1 failed
      11.1s  speed 1, 0 busy, 0 wait, 5 done, 1 failed"
    `);
  });

  it('does not start what a fault holds down', () => {
    const fault = 'faults: [{ at: 3s, for: 4s, crash: desk }]\n';
    const run = stage(`cores: 8, service: 10s, ${memory}`, [0, 1, 2], 20, fault);
    expect(transcript(run)).toMatchInlineSnapshot(`
      "0s  speed 1, 1 busy, 0 wait, 0 done, 0 failed
      1s  speed 1, 2 busy, 0 wait, 0 done, 0 failed
      2s  down, 0 busy, 0 wait, 0 done, 3 failed
      7s  speed 1, 0 busy, 0 wait, 0 done, 3 failed"
    `);
  });
});
