import pc from 'picocolors';
import type { Problem } from '../../sim-core/scenario/index.ts';

const WIDEST = 160;

/** All problems of a text, each with its line and a caret under the place. */
export function problemsText(name: string, text: string, problems: readonly Problem[]): string {
  const lines = text.split('\n');
  return problems.map((problem) => problemText(name, lines, problem)).join('\n\n');
}

function problemText(name: string, lines: readonly string[], problem: Problem): string {
  const { severity, line, column, path, what, why, fix } = problem;
  const mark = severity === 'error' ? pc.red('error') : pc.yellow('warning');
  const head = `${pc.bold(`${name}:${line}:${column}`)} ${mark}${path === '' ? '' : ` ${path}`}`;
  const source = (lines[line - 1] ?? '').slice(0, WIDEST);
  const caret = column <= WIDEST ? `${' '.repeat(column - 1)}${pc.red('^')}` : '';
  return [head, `  ${source}`, `  ${caret}`, `  ${what}`, `  ${pc.dim(why)}`, `  ${pc.green(fix)}`].join(
    '\n',
  );
}
