import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { faults } from '../../sim-core/fault/index.ts';
import { shapes } from '../../sim-core/model/fields-distribution.ts';
import { unitsOf } from '../../sim-core/model/units.ts';
import {
  CLIENT_METRICS,
  filesNamedIn,
  kinds,
  loadScenario,
  parseCommand,
  SCENARIO_LIMITS,
  TEXT_LIMITS,
} from '../../sim-core/scenario/index.ts';
import { documentKeys } from '../../sim-core/scenario/schema.ts';

const TEXT = readFileSync('docs/scenario-document.md', 'utf8');
const [whole, ...parts] = [...TEXT.matchAll(/```yaml\n(.*?)```/gs)].map(([, block]) => block);

/** A part of a document, on top of the first example. */
function completed(part: string): string {
  const { faults: _, expect: __, ...base } = parse(whole) as Record<string, unknown>;
  return JSON.stringify({ ...base, ...(parse(part) as object) });
}

function problemsOf(text: string): string[] {
  const files = new Map(filesNamedIn(text).map((name) => [name, 'seconds\n0\n0.5\n2\n']));
  return loadScenario(text, { files }).problems.map(({ what, fix }) => `${what} ${fix}`);
}

describe('docs/scenario-document.md', () => {
  it('has a whole scenario without problems', () => {
    expect(problemsOf(whole)).toEqual([]);
  });

  it.each(parts.map((part) => [part.split('\n')[0], part]))('part %#, %s', (_, part) => {
    expect(problemsOf(completed(part))).toEqual([]);
  });

  it('has distributions and keys that can be read', () => {
    const rows = [...TEXT.matchAll(/^\| (`.*`) +\|/gm)].flatMap(([, cell]) => [
      ...cell.matchAll(/`([^`]+)`/g),
    ]);
    const texts = rows
      .map(([, text]) => text)
      .filter((text) => shapes.includes(text.split(' ')[0]) || text.startsWith('{ values'));
    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) {
      expect(
        problemsOf(
          completed(
            `nodes: { front: { kind: server, service: ${text} }, s: { kind: source, target: front, rate: 1/s } }`,
          ),
        ),
      ).toEqual([]);
    }
  });

  it('has overrides and commands that hold', () => {
    const set = [...TEXT.matchAll(/--set '?([^\s'`]+)/g)]
      .map(([, text]) => text)
      .filter((text) => text.includes('='));
    expect(set.length).toBeGreaterThan(3);
    const { scenario, problems } = loadScenario(whole, { set });
    expect(problems).toEqual([]);
    for (const [, command] of TEXT.matchAll(/[`'](at: [^`'\n]+)[`']/g)) {
      expect(parseCommand(command, scenario!).problems.map(({ what }) => what)).toEqual([]);
    }
  });

  it('gives the limits as they are', () => {
    for (const number of [TEXT_LIMITS.depth, TEXT_LIMITS.pieces, TEXT_LIMITS.aliases]) {
      expect(TEXT).toContain(number.toLocaleString('en'));
    }
    expect(TEXT).toContain(
      `${SCENARIO_LIMITS.nodes} nodes, ${SCENARIO_LIMITS.instances.toLocaleString('en')} instances`,
    );
  });

  it.each([
    ['sections', documentKeys],
    ['faults', faults.map(({ name }) => name)],
    ['kinds', kinds.map(({ kind }) => kind)],
    ['shapes', shapes],
    ['figures of clients', CLIENT_METRICS.map(({ name }) => name)],
    ['units of time', unitsOf('duration').filter((unit) => /^[a-z]+$/.test(unit))],
  ])('names all %s', (_, names) => {
    expect(names.filter((name) => !new RegExp(`[\`{ ]${name.replace('$', '\\$')}[\`: ]`).test(TEXT))).toEqual(
      [],
    );
  });
});
