import { describe, expect, it } from 'vitest';
import type { EngineLetter, Opening } from '../../web/src/worker/protocol.ts';
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

  it('comes to the same run whether a jump overtakes a change of the past or not', async () => {
    const prints = await Promise.all([true, false].map(changedThePast));
    expect(prints[0]).toBe(prints[1]);
  });
});

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
