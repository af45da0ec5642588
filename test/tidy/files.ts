import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What is made by tools and never read by people. Kept here too, because a downloaded archive has no git. */
const SKIPPED = new Set(['.git', 'node_modules', 'dist', 'coverage', 'out', '.cache', '.vite']);
const TEXT =
  /\.(?:[cm]?[jt]sx?|json|ya?ml|md|html|css|svg|csv|txt|log|sh|cc|cpp|h|hpp)$|(?:^|\/)(?:run|LICENSE|Makefile|\.\w+)$/;

/** Every file of the project, as paths from its root with forward slashes, sorted. */
export function projectFiles(folder = ''): string[] {
  const entries = readdirSync(path.join(ROOT, folder), { withFileTypes: true });
  return entries
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? projectFiles(file) : [file];
    })
    .sort();
}

export function textFiles(): string[] {
  return projectFiles().filter((file) => TEXT.test(file));
}

/** TypeScript and JavaScript that people wrote. */
export function sourceFiles(): string[] {
  return projectFiles().filter((file) => /\.(?:tsx?|[cm]?js)$/.test(file));
}

export function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

export function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

/** One-based line of a node. */
export function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}

/** Calls `visit` for a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
