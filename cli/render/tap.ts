import type { Suite } from './suite.ts';

/** Test Anything Protocol, version 14: a line for each test, facts of failed ones as YAML under them. */
export function tap(suites: readonly Suite[]): string {
  const all = suites.flatMap(({ file, cases }) => cases.map((each) => ({ file, ...each })));
  const lines = all.flatMap(({ file, name, passed, details }, i) => [
    `${passed ? 'ok' : 'not ok'} ${i + 1} - ${escaped(`${file}: ${name}`)}`,
    ...(passed
      ? []
      : ['  ---', '  details:', ...details.map((each) => `    - ${JSON.stringify(each)}`), '  ...']),
  ]);
  return ['TAP version 14', `1..${all.length}`, ...lines].join('\n');
}

/** A number sign would begin a directive, such as SKIP. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('#', '\\#');
}
