import type { Suite, TestCase } from './suite.ts';

/** JUnit's XML as CI servers read it: a suite for each scenario, a case for each objective. */
export function junit(suites: readonly Suite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="brownout" ${counts(all)}>`,
    ...suites.flatMap(({ file, title, cases }) => [
      `  <testsuite name="${escaped(title)}" file="${escaped(file)}" ${counts(cases)}>`,
      ...cases.map((each) => caseText(each, file)),
      '  </testsuite>',
    ]),
    '</testsuites>\n',
  ].join('\n');
}

function counts(cases: readonly TestCase[]): string {
  return `tests="${cases.length}" failures="${cases.filter(({ passed }) => !passed).length}" errors="0" skipped="0"`;
}

function caseText({ name, passed, details }: TestCase, file: string): string {
  const head = `    <testcase name="${escaped(name)}" classname="${escaped(file)}"`;
  if (passed) return `${head}/>`;
  return `${head}>\n      <failure message="${escaped(details[0] ?? 'failed')}">${escaped(details.join('\n'))}</failure>\n    </testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML 1.0 does not have. */
const FORBIDDEN = new RegExp('[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD]', 'g');

function escaped(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (character) => ENTITIES[character]);
}
