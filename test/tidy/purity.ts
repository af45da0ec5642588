import ts from 'typescript';
import { lineOf, walk } from './files.ts';

/**
 * What the engine may use of `Math`: exactly specified, so equal in every engine. Everything else of `Math`
 * is refused, known to differ or not.
 */
const EXACT_MATH = new Set(
  'abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2'.split(
    ' ',
  ),
);

/** Names that reach a clock, chance, a host, or an order that the engine does not decide. */
const OUTSIDE = new Set(
  (
    'Date performance Promise Intl Temporal setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask ' +
    'requestAnimationFrame requestIdleCallback crypto console process Buffer global globalThis window self document ' +
    'navigator location localStorage sessionStorage fetch XMLHttpRequest WebSocket Worker postMessage Atomics ' +
    'SharedArrayBuffer WeakRef FinalizationRegistry eval Function require __dirname __filename'
  ).split(' '),
);

/** Methods whose answer depends on the locale of the machine. */
const LOCAL_METHOD = /^(?:localeCompare|toLocale\w+)$/;

/** Everything in a source text that could make two engines disagree, or that looks outside. */
export function impurities(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const own = declaredNames(source);
  walk(source, (node) => {
    const what = ts.isIdentifier(node) && own.has(node.text) ? '' : impurity(node);
    if (what !== '') found.push(`${source.fileName}:${lineOf(source, node.getStart(source))}: ${what}`);
  });
  return found;
}

/** Names that the file declares or imports itself: an `interface Worker` of ours is not the browser's. */
function declaredNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  walk(source, (node) => {
    const declares =
      ts.isDeclarationStatement(node) ||
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isImportSpecifier(node);
    const { name } = node as ts.Node & { name?: ts.Node };
    if (declares && name !== undefined && ts.isIdentifier(name)) names.add(name.text);
  });
  return names;
}

function impurity(node: ts.Node): string {
  if (ts.isIdentifier(node)) return ofIdentifier(node);
  if (ts.isBinaryExpression(node) && isPower(node.operatorToken.kind)) return '**';
  if (ts.isAwaitExpression(node)) return 'await';
  if (ts.isFunctionLike(node) && isAsync(node)) return 'async function';
  if (ts.isForOfStatement(node) && node.awaitModifier) return 'for await';
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return 'import()';
  if (ts.isMetaProperty(node)) return node.getText();
  return '';
}

function ofIdentifier(node: ts.Identifier): string {
  const name = node.text;
  const member = isMemberName(node);
  if (LOCAL_METHOD.test(name)) return name;
  if (name === 'Math' && !member) return ofMath(node);
  return OUTSIDE.has(name) && !member && !isOnlyAType(node) ? name : '';
}

/** `Math` must be followed by an exact member, so that none hides behind a variable. */
function ofMath(node: ts.Identifier): string {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) return 'Math passed around';
  return EXACT_MATH.has(parent.name.text) ? '' : `Math.${parent.name.text}`;
}

/** The `x` of `a.x`, `{ x: … }`, `class { x() {} }`, `interface { x: … }` or `import { x as y }` is no global. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return true;
  const named = parent as ts.Node & { name?: ts.Node };
  return (
    named.name === node &&
    (ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isObjectLiteralElement(parent)) &&
    !ts.isShorthandPropertyAssignment(parent)
  );
}

function isOnlyAType(node: ts.Identifier): boolean {
  return ts.isTypeReferenceNode(node.parent);
}

function isPower(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.AsteriskAsteriskToken || kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
}

function isAsync(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword)
  );
}
