import { readable, type Problem } from '../../sim-core/scenario/index.ts';
import { errorColours as pc } from './colours.ts';

const WIDEST = 160;
/** What is left of a long line in front of the place. */
const BEFORE = 100;

/** All problems of a text, each with its line and a caret under the place. */
export function problemsText(name: string, text: string, problems: readonly Problem[]): string {
  const lines = text.split('\n');
  return problems.map((problem) => problemText(problem, placeOf(name, lines, problem))).join('\n\n');
}

interface Place {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly source: string;
}

/** What an override has brought in stands in the override, and not in the document. */
function placeOf(name: string, lines: readonly string[], { line, column, data }: Problem): Place {
  const { override } = data;
  if (typeof override !== 'string') return { name, line, column, source: lines[line - 1] ?? '' };
  return { name: 'override', line: 1, column: override.indexOf('=') + 2, source: override };
}

function problemText(problem: Problem, { name, line, column, source }: Place): string {
  const { severity, path, what, why, fix } = problem;
  const mark = severity === 'error' ? pc.red('error') : pc.yellow('warning');
  const from = column <= WIDEST ? 0 : column - BEFORE;
  const cut = from === 0 ? '' : '…';
  const caret = `${' '.repeat(cut.length + column - 1 - from)}${pc.red('^')}`;
  return [
    `${pc.bold(`${name}:${line}:${column}`)} ${mark}${path === '' ? '' : ` ${visible(path)}`}`,
    `  ${cut}${visible(source.slice(from, from + WIDEST))}`,
    `  ${caret}`,
    `  ${visible(what)}`,
    `  ${pc.dim(visible(why))}`,
    `  ${pc.green(visible(fix))}`,
  ].join('\n');
}

/** On one line, a column for each character. */
function visible(text: string): string {
  return readable(text.replace(/\r$/, '')).replaceAll(/[\n\t]/g, ' ');
}
