import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tournamentCommand, type TournamentFlags } from '../../cli/commands/tournament.ts';
import { behindText, championSentence, coarseness, loss } from '../../cli/render/tournament.ts';
import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import { standingsOf, type Arena } from '../../sim-core/run/experiment/tournament.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { misplacedTags } from './html-check.ts';
import { printed, type Printed } from './in-this-process.ts';
import { madeOutcome } from './made-outcome.ts';

function runs(values: readonly number[]): Outcome[] {
  return values.map((value, seed) => madeOutcome({ seed, figures: new Map([['x', value]]) }));
}

/** Means with some luck of each run, which all entrants share, and a little of their own. */
function arena(name: string, means: readonly (number | null)[], better: 'less' | 'more' = 'less'): Arena {
  const outcomes = means.map((mean, e) => {
    if (mean === null) return null;
    return runs(
      Array.from({ length: 10 }, (_, s) => {
        const shared = stream(s, name).double();
        return mean + shared + 0.1 * stream(s, `${name}/${e}`).double();
      }),
    );
  });
  return { name, figure: 'x', better, guard: null, outcomes };
}

describe('standings', () => {
  it('rank by who is better for certain, and say where each one loses most', () => {
    const arenas = [arena('north', [1, 2, 3]), arena('south', [5, 4, 4]), arena('west', [1, 2, 9])];
    const [a, b, c] = standingsOf(['a', 'b', 'c'], arenas, 0.95);
    expect([a.entrant, b.entrant, c.entrant]).toEqual(['a', 'b', 'c']);
    expect(a.places.map(({ rank }) => rank)).toEqual([1, 3, 1]);
    expect(b.places.map(({ rank }) => rank)).toEqual([2, 1, 2]);
    expect(c.places.map(({ rank }) => rank)).toEqual([3, 1, 3]);
    expect(a.worst).toMatchObject({ arena: 'south' });
    expect(a.worst!.behind).toBeCloseTo(1 / 4.5, 1);
    expect(c.worst).toMatchObject({ arena: 'west' });
    expect(championSentence({ standings: [a, b, c], arenas })).toBe(
      'No policy is best everywhere: a has the best mean rank, and loses in south.',
    );
  });

  it('turn round where more is better, and leave out who cannot take part', () => {
    const arenas = [arena('north', [1, 2, null], 'more')];
    const [b, a, c] = standingsOf(['a', 'b', 'c'], arenas, 0.95);
    expect([b.entrant, a.entrant]).toEqual(['b', 'a']);
    expect(b.worst).toBeNull();
    expect(c).toMatchObject({ entrant: 'c', meanRank: null, unbeaten: 0 });
    expect(championSentence({ standings: [b, a], arenas })).toBe('Beaten nowhere in 1 scenario: b.');
  });

  it('put who answers fewer requests behind, however fast, and who has no value too', () => {
    const entrant = (p99: number | null, answered: number) =>
      Array.from({ length: 6 }, (_, seed) => {
        const figures = new Map([['ok', answered - seed / 1e5]]);
        if (p99 !== null) figures.set('x', p99 + seed / 1000);
        return madeOutcome({ seed, figures });
      });
    const outcomes = [entrant(1, 0.6), entrant(2, 0.9995), entrant(3, 1), entrant(null, 0.3)];
    const sink: Arena = { name: 'sink', figure: 'x', better: 'less', guard: 'ok', outcomes };
    const found = standingsOf(['fast', 'near', 'whole', 'lost'], [sink], 0.95);
    // Half a thousandth of the requests is no reason against twice the speed.
    expect(found.map(({ entrant: name, meanRank }) => [name, meanRank])).toEqual([
      ['near', 1],
      ['whole', 2],
      ['fast', 3],
      ['lost', 4],
    ]);
    expect(loss(found[2].worst!, [sink])).toMatch(/^sink: answers 60 %, 40 points fewer than the best$/);
    expect(behindText(0.5)).toBe('50 % behind the best');
    expect(behindText(34.1)).toBe('35.1 times the best');
  });

  it('say when so few replications can hardly tell so many pairs apart', () => {
    const of = (entrants: number, replications: number) =>
      coarseness({
        arenas: [],
        reasons: [],
        standings: standingsOf(
          Array.from({ length: entrants }, (_, i) => `p${i}`),
          [],
          0.95,
        ),
        replications,
        confidence: 0.95,
      });
    expect(of(7, 5)).toBeNull();
    expect(of(2, 2)).toMatch(
      /^So few replications tell 1 pair apart only where they differ by 12\.7 standard errors/,
    );
    expect(of(37, 3)).toMatch(
      /tell 666 pairs apart only .* by 115 standard errors or more; 13 would do with 6\.$/,
    );
  });

  it('hardly ever rank equals apart', () => {
    let apart = 0;
    for (let k = 0; k < 100; k++) {
      const outcomes = [0, 1, 2, 3].map((e) =>
        runs(Array.from({ length: 8 }, (_, s) => stream(s, `equal/${k}/${e}`).double())),
      );
      const found = standingsOf(
        ['a', 'b', 'c', 'd'],
        [{ name: 'x', figure: 'x', better: 'less', guard: null, outcomes }],
        0.95,
      );
      if (found.some(({ meanRank }) => meanRank !== 1)) apart++;
    }
    // The chance of any false win among all pairs is at most 5 %.
    expect(apart).toBeLessThanOrEqual(12);
  });
});

describe('brownout tournament', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'brownout-'));
    const text = (title: string, api: string) => `brownout: 1
title: ${title}
duration: 20s
nodes:
  web: { kind: source, target: front, rate: 120/s }
  front: { kind: load-balancer, policy: random, backends: api }
  api: { kind: server, replicas: 4, ${api} }
`;
    writeFileSync(path.join(folder, 'even.yaml'), text('Even', 'service: exponential 20ms'));
    writeFileSync(path.join(folder, 'uneven.yaml'), text('Uneven', 'service: lognormal p50 8ms p99 200ms'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function tournament(flags: Partial<TournamentFlags>): Promise<Printed> {
    const usual: TournamentFlags = { metric: 'mean', replications: 4, confidence: 0.95, set: [], jobs: 1 };
    const files = ['even.yaml', 'uneven.yaml'].map((name) => path.join(folder, name));
    return printed(() => tournamentCommand(files, { ...usual, ...flags }));
  }

  it('says who is beaten nowhere, and where the others lose', async () => {
    const { code, out } = await tournament({ policies: 'random,round-robin,least-connections' });
    expect(code).toBe(0);
    expect(out).toContain('3 policies in 2 scenarios');
    expect(out).toMatch(/random\s+2\.0\s+1 of 2\s+3\s+1\s+even: \d/);
    expect(out).toContain('Beaten nowhere in 2 scenarios: least-connections.');
  });

  it('writes a report: standings, every policy in every scenario, and the command', async () => {
    const html = path.join(folder, 'tournament.html');
    const markdown = path.join(folder, 'tournament.md');
    const policies = 'random,least-connections';
    const { out } = await tournament({ policies, replications: 4, html, markdown, json: true });
    const { standings } = JSON.parse(out);
    expect(misplacedTags(readFileSync(html, 'utf8'))).toEqual([]);
    const text = readFileSync(markdown, 'utf8');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    expect(text).toContain(`**✓ Beaten nowhere in 2 scenarios: ${standings[0].entrant}.**`);
    for (const { entrant, places } of standings)
      for (const { rank, mean } of places) {
        const row = new RegExp(`\\| ${entrant} +\\| ([\\d.]+) ± [\\d.]+ ms \\| (?:✓ )?${rank} `, 'g');
        const found = [...text.matchAll(row)].map(([, shown]) => Number(shown));
        expect(found.some((shown) => Math.abs(shown - 1000 * mean) < 0.51)).toBe(true);
      }
    expect(text).toMatch(/npx brownout tournament .*even\.yaml .*--metric mean --replications 4/);
    expect((await tournament({ policies, html })).code).toBe(2);
  });

  it('says who cannot take part and why, and refuses what it does not know', async () => {
    // Slow start goes with weights, and a Maglev table has none that change.
    const set = ['nodes.front.policy=round-robin', 'nodes.front.slowStart=5s'];
    const policies = 'maglev,least-connections,round-robin';
    const { out } = await tournament({ policies, set, json: true, replications: 2 });
    const { standings, reasons } = JSON.parse(out);
    expect(standings.at(-1)).toMatchObject({ entrant: 'maglev', meanRank: null, unbeaten: 0 });
    expect(reasons[0].reasons[0]).toMatch(/^maglev: /);
    expect(await tournament({ policies: 'random,best' })).toMatchObject({ code: 2 });
    expect(await tournament({ policies: 'random' })).toMatchObject({ code: 2 });
  });
});
