import { expect, it } from 'vitest';
import { loadScenario, type LoadOptions, type Problem } from '../../sim-core/scenario/index.ts';

/** Marks the place, in a text, that a problem has to show. */
export const MARK = '¦';

/** A text with a mark, and the code, first and last sentence of the problem that is to be there. */
export type Row = readonly [code: string, marked: string, what: string, fix: string, options?: LoadOptions];

/** A document around some nodes. */
export function nodes(...lines: string[]): string {
  return ['brownout: 1', 'nodes:', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** A document with one server and some lines at the top level. */
export function top(...lines: string[]): string {
  return [nodes('api: { kind: server }'), ...lines].join('\n');
}

function placeOf(marked: string): { text: string; line: number; column: number } {
  const before = marked.slice(0, marked.indexOf(MARK)).split('\n');
  return {
    text: marked.replace(MARK, ''),
    line: before.length,
    column: before[before.length - 1].length + 1,
  };
}

/** One test per case: place and words are exact, and all problems of the text are whole sentences. */
export function testCases(rows: readonly Row[]): void {
  const cases = rows.map(([code, marked, what, fix, options]) => ({ code, marked, what, fix, options }));
  it.each(cases)('$code: $what', ({ code, marked, what, fix, options }) => {
    const { text, line, column } = placeOf(marked);
    const { problems, scenario } = loadScenario(text, options);
    const problem = problems.find((one) => one.code === code);
    expect(problem, `problems: ${problems.map((one) => one.code).join(', ')}`).toBeDefined();
    expect(pick(problem!)).toEqual({ line, column, what });
    // A fix that ends in a space goes on with a list, which grows with the program.
    expect(fix.endsWith(' ') ? problem!.fix.slice(0, fix.length) : problem!.fix).toBe(fix);
    expect(scenario === null).toBe(problems.some(({ severity }) => severity === 'error'));
    for (const one of problems) expectSentences(one);
  });
}

function pick({ line, column, what }: Problem) {
  return { line, column, what };
}

function expectSentences({ what, why, fix, code }: Problem): void {
  for (const sentence of [what, why, fix]) {
    expect(`${code}: ${sentence}`).not.toMatch(/undefined|NaN|\[object|: \s|\s$/);
    expect(`${code}: ${sentence}`).toMatch(/: .{5,}[.?}\])"]$/s);
  }
}
