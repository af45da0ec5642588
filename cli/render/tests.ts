import { colours as pc } from './colours.ts';
import { counted } from './numbers.ts';
import type { Suite } from './suite.ts';

/** Tests for people: scenarios that pass take a line, failed ones show what was measured. Ends with the counts. */
export function testText(suites: readonly Suite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  const failed = all.filter(({ passed }) => !passed).length;
  const counts = `${all.length - failed} passed, ${failed} failed`;
  return [...suites.flatMap(suiteText), '', failed === 0 ? pc.green(counts) : pc.red(counts)].join('\n');
}

function suiteText({ file, title, cases }: Suite): string[] {
  const failed = cases.filter(({ passed }) => !passed);
  const head = `${failed.length === 0 ? pc.green('✓') : pc.red('✗')} ${title} ${pc.dim(`${file}, ${counted(cases.length, 'test')}`)}`;
  const lines = failed.flatMap(({ name, details }) => [
    `    ${pc.red('✗')} ${name}`,
    ...details.map((each) => pc.dim(`        ${each}`)),
  ]);
  return [head, ...lines];
}
