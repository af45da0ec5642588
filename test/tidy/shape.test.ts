import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { lineOf, parse, projectFiles, read, sourceFiles, walk } from './files.ts';

/** A file has one idea, a function fits on a screen. */
const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 70;

const KEBAB = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
const PASCAL_COMPONENT = /^[A-Z][A-Za-z0-9]*(?:\.test)?\.tsx$/;
/** Names that others look for, and data that keeps the name it was recorded under. */
const GIVEN_NAME = /^(?:README|CONTRIBUTING|CHANGELOG|SECURITY)\.md$|^LICENSE$|^Makefile$/;
const GIVEN_FOLDER = /^test\/oracles\//;

/** A function whose callee only groups tests is a table of contents, not a function. */
function groupsTests(node: ts.Node): boolean {
  const call = node.parent;
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText());
}

function longFunctions(file: string, text: string): string[] {
  const source = parse(file, text);
  const long: string[] = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || groupsTests(node)) return;
    const first = lineOf(source, node.getStart(source));
    const lines = lineOf(source, node.end) - first + 1;
    if (lines > MAX_FUNCTION_LINES) long.push(`${file}:${first} has ${lines} lines`);
  });
  return long;
}

describe('shape of the code', () => {
  it('finds the source at all', () => {
    expect(sourceFiles()).toContain('sim-core/kernel/assert.ts');
    expect(sourceFiles()).toContain('test/tidy/shape.test.ts');
  });

  it(`keeps files within ${MAX_FILE_LINES} lines`, () => {
    const long = sourceFiles().filter((file) => read(file).trimEnd().split('\n').length > MAX_FILE_LINES);
    expect(long).toEqual([]);
  });

  it(`keeps functions within ${MAX_FUNCTION_LINES} lines`, () => {
    expect(sourceFiles().flatMap((file) => longFunctions(file, read(file)))).toEqual([]);
  });

  it('notices a function that is too long', () => {
    const body = 'a();\n'.repeat(MAX_FUNCTION_LINES);
    expect(longFunctions('long.ts', `const f = () => {\n${body}};`)).toHaveLength(1);
    expect(longFunctions('groups.ts', `describe.skipIf(x)('y', () => {\n${body}});`)).toEqual([]);
  });

  it('names files in kebab-case, components in PascalCase', () => {
    const odd = projectFiles().filter((file) => {
      if (GIVEN_FOLDER.test(file)) return false;
      const name = file.slice(file.lastIndexOf('/') + 1);
      const component = file.startsWith('web/') && PASCAL_COMPONENT.test(name);
      return !component && !KEBAB.test(name) && !GIVEN_NAME.test(name);
    });
    expect(odd).toEqual([]);
  });
});
