import { describe, expect, it } from 'vitest';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { plansFor } from '../../web/src/worker/doings.ts';
import type { Doing, DoResult, EngineLetter, Opening } from '../../web/src/worker/protocol.ts';
import { Player } from '../../web/src/worker/player.ts';

/** Busy enough for a replay to take more than one stretch of work. */
const textOf = (replicas: number): string => `
brownout: 1
title: Test
duration: 8s
nodes:
  client: { kind: source, rate: 4000/s, target: front }
  front: { kind: load-balancer, policy: random, backends: server }
  server: { kind: server, replicas: ${replicas}, cores: 64, service: exponential 10ms }
`;

function opening(text: string): Opening {
  return { text, seed: 1, sets: [], doings: [], files: new Map(), speed: Infinity };
}

function opened(player: Player, text: string): number {
  const result = player.open(opening(text));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.run;
}

/** Waits until other tasks had their turn. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('the player', () => {
  it('puts the number of its run on every letter, and is silent between opening and beginning', async () => {
    const letters: EngineLetter[] = [];
    const player = new Player((letter) => letters.push(letter));
    const first = opened(player, textOf(40));
    await player.begin(first, 0, true);
    await turn();
    expect(letters.length).toBeGreaterThan(0);
    expect(new Set(letters.map(({ run }) => run))).toEqual(new Set([first]));
    letters.length = 0;
    const second = opened(player, textOf(2));
    await turn();
    expect(letters).toEqual([]);
    await player.begin(first, 0, true);
    await turn();
    expect(letters).toEqual([]);
    await player.begin(second, 0, false);
    expect(new Set(letters.map(({ run }) => run))).toEqual(new Set([second]));
  });

  it('never goes on from a run that a mistake of ours has stopped halfway', async () => {
    const player = new Player(() => {});
    await player.begin(opened(player, textOf(2)), 2, false);
    const broken = Reflect.get(player, 'run') as Run;
    broken.world.simulation.components[0].on = () => {
      throw new Error('a mistake');
    };
    await expect(player.seek(3)).rejects.toThrow('a mistake');
    await player.seek(1);
    await player.seek(3);
    expect(Reflect.get(player, 'run')).not.toBe(broken);
  });

  it('comes to the same run whether a jump overtakes a change of the past or not', async () => {
    const prints = await Promise.all([true, false].map(changedThePast));
    expect(prints[0]).toBe(prints[1]);
  });

  it('sets a setting anew that was set at this very instant, as if the value in between had never been', async () => {
    const player = new Player(() => {});
    await player.begin(opened(player, textOf(2)), 6, false);
    await player.act({ set: 'client.scale', to: 0.5 });
    await player.seek(3);
    for (const [entry, count] of [
      [{ set: 'client.scale', to: 1.5 }, 1],
      [{ set: 'front.policy', to: 'round-robin' }, 2],
      [{ set: 'client.scale', to: 2 }, 2],
      [{ crash: 'server-1', for: '1s' }, 3],
      [{ crash: 'server-2', for: '1s' }, 4],
    ] as const)
      expect((await done(player.act(entry))).map(({ at }) => at)).toEqual(Array(count).fill(3));
    const wrong = await player.act({ set: 'client.scale', to: 'many' });
    expect(wrong).toMatchObject({ ok: false, problems: [{}] });
    await player.seek(8);
    expect(player.report()!.fingerprint).toBe(
      fingerprintOf([
        { set: 'front.policy', to: 'round-robin' },
        { set: 'client.scale', to: 2 },
        { crash: 'server-1', for: '1s' },
        { crash: 'server-2', for: '1s' },
      ]),
    );
  });

  it('does something asked for during a jump where the jump leads, once for each time it is asked', async () => {
    const player = new Player(() => {});
    await player.begin(opened(player, textOf(2)), 0, false);
    void player.seek(3);
    const doings = await Promise.all(
      [0.5, 1.5, 2].map((to) => done(player.act({ set: 'client.scale', to }))),
    );
    expect(doings.map((list) => list.map(({ at, entry }) => [at, entry.to]))).toEqual([
      [[3, 0.5]],
      [[3, 1.5]],
      [[3, 2]],
    ]);
    await player.seek(8);
    expect(player.report()!.fingerprint).toBe(fingerprintOf([{ set: 'client.scale', to: 2 }]));
  });

  it('leaves undone what was asked of a run that has gone meanwhile', async () => {
    const player = new Player(() => {});
    await player.begin(opened(player, textOf(2)), 0, false);
    void player.seek(3);
    const asked = player.act({ set: 'client.scale', to: 2 });
    const result = player.open(opening(textOf(2)));
    expect(await asked).toEqual({ ok: false, problems: [] });
    expect(result).toMatchObject({ ok: true, doings: [] });
    await player.seek(8);
    expect(player.report()!.fingerprint).toBe(fingerprintOf([]));
  });
});

async function done(result: Promise<DoResult>): Promise<readonly Doing[]> {
  const it = await result;
  if (!it.ok) throw new Error(JSON.stringify(it.problems));
  return it.doings;
}

/** Fingerprint at the end of a run to which all of this was done at second 3, given to it from the start. */
function fingerprintOf(entries: readonly Doing['entry'][]): string {
  const { scenario } = loadScenario(textOf(2));
  const { interventions } = plansFor(
    scenario!,
    entries.map((entry) => ({ at: 3, entry })),
  );
  const run = new Run(scenario!, { seed: 1, interventions });
  run.advance(8);
  return run.fingerprint;
}

/** Fingerprint at the end of a run in whose past something was done while it had something later ahead of it. */
async function changedThePast(isOvertaken: boolean): Promise<string> {
  const player = new Player(() => {});
  await player.begin(opened(player, textOf(2)), 6, false);
  await player.act({ crash: 'server-1', for: '1s' });
  await player.seek(3);
  const done = player.act({ set: 'front.policy', to: 'round-robin' });
  if (isOvertaken) await player.seek(4);
  const result = await done;
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(result.doings.map(({ at }) => at)).toEqual([3]);
  await player.seek(8);
  return player.report()!.fingerprint;
}
