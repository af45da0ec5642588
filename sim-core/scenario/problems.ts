import { wordings } from './wording/index.ts';
import { pathText, shown, type Finding, type Path, type Problem, type ProblemData } from './problem.ts';
import { ownerAt, valueAt } from './walk.ts';

/** Where findings are to be placed: a document's text, or the texts given beside it. */
export interface Placer {
  position(path: Path, at: 'key' | 'value'): { line: number; column: number };
  positionOf(offset: number): { line: number; column: number };
}

/** Gives a finding its place and its words. */
export function problemOf(finding: Finding, plain: unknown, placer: Placer): Problem {
  const { code, path, severity = 'error', at = 'value', offset } = finding;
  const place = offset === undefined ? placer.position(path, at) : placer.positionOf(offset);
  const data = { ...context(path, plain), ...finding.data };
  // A kind may complain with a code of its own; then the code is all there is to say.
  const say = wordings[code] ?? (() => wordings.custom({ ...data, detail: code.replaceAll('-', ' ') }));
  const [what, why, fix] = say(data);
  return { severity, ...place, path: pathText(path), what, why, fix, code, data };
}

/** What every sentence may mention: the setting, its value, both as written, and whose setting it is. */
function context(path: Path, plain: unknown): ProblemData {
  if (path.length === 0)
    return { setting: 'the document', value: '', pair: 'the document', owner: 'a scenario' };
  const last = path[path.length - 1];
  const setting =
    typeof last === 'string'
      ? last
      : pathText(path.slice(path.findLastIndex((step) => typeof step === 'string')));
  const value = shown(valueAt(plain, path));
  const pair = typeof last === 'string' ? `${last}: ${value}` : value;
  return { setting, value, pair, owner: ownerAt(plain, path.slice(0, -1)) };
}

/** Line by line, errors before warnings on the same spot. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column || rank(a) - rank(b));
}

function rank({ severity }: Problem): number {
  return severity === 'error' ? 0 : 1;
}
