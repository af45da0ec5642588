import { describe, expect, it } from 'vitest';
import type { Discipline, QueuedRequest, QueueView } from '../../sim-core/policy/queueing/discipline.ts';
import { disciplines } from '../../sim-core/policy/queueing/index.ts';
import { DEFAULT_QUEUEING } from '../../sim-core/policy/queueing/options.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { RECEIVER_NOTE, STATE } from '../../sim-core/model/request-rows.ts';
import { QUEUED, WORKING } from '../../sim-core/model/requests.ts';
import * as status from '../../sim-core/model/status.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

const TRAFFIC_ENDS = 40;
const DURATION = 60;

/** Three classes of different work, priority and patience; more than the server can do for a while, then nothing. */
function world(server: string, more = ''): string {
  return `brownout: 1
title: Disciplines
duration: ${DURATION}s
warmup: none
nodes:
  web:
    kind: source
    target: desk
    rate: { profile: csv, data: rates.csv }
    classes:
      high: { share: 20%, priority: 0, work: exponential 80ms }
      middle: { share: 30%, priority: 1, work: 120ms }
      low: { share: 50%, priority: 2, work: hyperexponential 100ms scv 4 }
    deadline: 8s
  desk: { kind: server, ${server} }
${more}`;
}

const files = new Map([['rates.csv', `seconds,requests\n0,80\n10,180\n20,60\n30,120\n${TRAFFIC_ENDS},0\n`]]);

function start(text: string, seed = 1): Run {
  const { scenario, problems } = loadScenario(text, { files });
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 2));
  return new Run(scenario, { seed });
}

function finish(run: Run): Run {
  run.advance(DURATION);
  return run;
}

/** The one server of a run, private parts included. */
function desk({ world: { simulation, places } }: Run) {
  const place = places.find(({ id }) => id === 'desk')!;
  return simulation.components[place.address] as unknown as {
    readonly cores: { readonly busy: number };
    readonly held: number;
    readonly completed: number;
    readonly failed: number;
    readonly rejected: number;
    readonly arrived: number;
    readonly station: {
      readonly waiting: { readonly length: number };
      withdraw(handle: number, row: number): void;
    };
    turnedAway(handle: number, result: number): void;
  };
}

const isDropping = (discipline: Discipline): boolean =>
  discipline.admits !== undefined || discipline.drops !== undefined || discipline.patience !== undefined;

const TROUBLE = `faults:
  - { at: 12s, for: 3s, slow: desk, times: 3 }
  - { at: 25s, for: 2s, slow: desk, times: 1000 }
  - { at: 35s, for: 1s, crash: desk }
`;
const DISTURBED =
  'garbageCollection: { youngGeneration: 5MB, allocation: 1MB, pause: exponential 60ms }, cpuLimit: { cores: 1.5 }';

describe.each(disciplines.map((discipline) => [discipline.name, discipline] as const))(
  '%s',
  (name, entry) => {
    it('says what it is', () => {
      expect(name).toMatch(/^[a-z][a-z0-9-]+$/);
      expect(entry.summary).toMatch(/^[A-Z].+\.$/);
      for (const option of entry.reads) expect([...Object.keys(DEFAULT_QUEUEING), 'slots']).toContain(option);
    });

    it('neither loses nor doubles a request, whatever happens to the server', () => {
      for (const settings of [
        'cores: 1',
        `cores: 2, ${DISTURBED}`,
        'cores: 2, queue: 3',
        'cores: 3, queue: 0',
      ]) {
        const run = finish(start(world(`discipline: ${name}, ${settings}`, TROUBLE)));
        const { problems, clients } = run.report();
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(clients.web.inFlight).toBe(0);
        const { arrived, completed, rejected, failed, held, cores, station } = desk(run);
        expect([arrived, held, cores.busy, station.waiting.length]).toEqual([
          completed + rejected + failed,
          0,
          0,
          0,
        ]);
        expect(completed).toBeGreaterThan(100);
      }
    });

    it('lets no core idle while somebody waits', () => {
      const run = start(world(`discipline: ${name}, cores: 2`));
      const { cores, station } = desk(run);
      for (let at = 0.05; at <= DURATION; at += 0.05) {
        run.advance(at);
        if (cores.busy < 2) expect(station.waiting.length, `at ${at} s`).toBe(0);
      }
    });

    it.skipIf(isDropping(entry))('has as much work before it as any other, at all times', () => {
      const open = world(`discipline: ${name}, queue: 10k`).replace('deadline: 8s', '');
      const [run, other] = [start(open), start(open.replace(`discipline: ${name}`, 'discipline: fifo'))];
      for (let at = 0.25; at <= DURATION; at += 0.25) {
        run.advance(at);
        other.advance(at);
        expect(desk(run).cores.busy, `at ${at} s`).toBe(desk(other).cores.busy);
      }
      expect(run.report().nodes.desk.metrics.utilisation).toBeCloseTo(
        other.report().nodes.desk.metrics.utilisation,
        9,
      );
    });

    it('is the same run again, and another with another seed', () => {
      const text = world(`discipline: ${name}, cores: 2, ${DISTURBED}`);
      const fingerprint = finish(start(text)).fingerprint;
      expect(finish(start(text)).fingerprint).toBe(fingerprint);
      expect(finish(start(text, 2)).fingerprint).not.toBe(fingerprint);
    });

    it('lets go of requests that are withdrawn, waiting or in work', () => {
      const run = start(world(`discipline: ${name}, cores: 2, queue: 50, queueing: {}`));
      const { requests } = run.world;
      const server = desk(run);
      const luck = stream(7, 'withdrawals');
      let withdrawn = 0;
      for (let at = 0.1; at <= DURATION; at += 0.1) {
        run.advance(at);
        const here: number[] = [];
        requests.forEachLive((row) => {
          if ([QUEUED, WORKING].includes(requests.words[row + STATE])) here.push(row);
        });
        if (here.length === 0) continue;
        const row = here[Math.floor(luck.next() * here.length)];
        const handle = requests.handleOf(row);
        server.station.withdraw(handle, row);
        server.turnedAway(handle, status.CANCELLED);
        withdrawn++;
        if (server.cores.busy < 2) expect(server.station.waiting.length).toBe(0);
      }
      expect(withdrawn).toBeGreaterThan(200);
      const { clients, problems } = run.report();
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(clients.web.inFlight).toBe(0);
      expect(clients.web.failed.cancelled).toBe(withdrawn);
    });

    it('writes to nothing that it is shown', () => {
      const luck = stream(3, 'views');
      const options = Object.freeze({ ...DEFAULT_QUEUEING, weights: Object.freeze({}) });
      const state = entry.init(options);
      let now = 0;
      for (let i = 0; i < 500; i++) {
        now += luck.next() / 50;
        const view: QueueView = Object.freeze({ now, length: Math.floor(luck.next() * 40), options });
        const request: QueuedRequest = Object.freeze({
          class: i % 3,
          priority: i % 3,
          weight: 1 + (i % 2),
          deadline: now + luck.next(),
          work: luck.next(),
          since: now,
        });
        const rank = entry.rank?.(state, request) ?? 0;
        expect(Number.isFinite(rank)).toBe(true);
        entry.began?.(state, rank);
        expect(typeof (entry.newestFirst?.(state, view) ?? true)).toBe('boolean');
        expect(typeof (entry.admits?.(state, view, luck) ?? true)).toBe('boolean');
        expect(entry.patience?.(state, view) ?? 1).toBeGreaterThan(0);
        expect(typeof (entry.drops?.(state, view, luck.next()) ?? true)).toBe('boolean');
        if (i % 17 === 0) entry.emptied?.(state, now);
      }
    });
  },
);

describe('a queue in order of arrival', () => {
  it('is the same with and without what could bound it but never does', () => {
    for (const settings of ['cores: 2, tasks: 3', 'cores: 1', 'cores: 2, queue: 4']) {
      const plain = finish(start(world(settings, TROUBLE)));
      const bounded = finish(start(world(`${settings}, queueTimeout: 1h`, TROUBLE)));
      expect(bounded.fingerprint).toBe(plain.fingerprint);
      expect(bounded.report().nodes.desk.metrics).toMatchObject(plain.report().nodes.desk.metrics);
    }
  });

  it('splits withdrawn requests’ cores among the others', () => {
    const run = start(world('cores: 3, tasks: 4, queue: 100'));
    const { requests } = run.world;
    for (let at = 0.1; at <= DURATION; at += 0.1) {
      run.advance(at);
      const rows: number[] = [];
      requests.forEachLive((row) => {
        if (requests.words[row + STATE] === WORKING) rows.push(row);
      });
      const begun = rows.find((row) => requests.words[row + RECEIVER_NOTE] > 0) ?? rows[0];
      if (begun === undefined) continue;
      const handle = requests.handleOf(begun);
      desk(run).station.withdraw(handle, begun);
      desk(run).turnedAway(handle, status.CANCELLED);
      if (desk(run).cores.busy < 3) expect(desk(run).station.waiting.length).toBe(0);
    }
    expect(run.report().clients.web.inFlight).toBe(0);
  });
});
