import {
  Composer,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type CST,
  type Document,
} from 'yaml';
import { toPlain } from './plain.ts';
import type { Finding, Path, ProblemData } from './problem.ts';
import { bytesOf, firstTooDeep, TEXT_LIMITS } from './text-limits.ts';

const MOST_SYNTAX_ERRORS = 10;

/** A document's text, what it says as plain data, and where each part of it stands. */
export class Source {
  readonly text: string;
  /** Null when the text can't be read. */
  plain: unknown = null;
  /** What is wrong with the text as text. */
  readonly findings: Finding[] = [];
  private readonly lines = new LineCounter();
  private document: Document.Parsed | null = null;

  constructor(text: string) {
    this.text = text;
    const tokens = this.tokenize();
    if (tokens === null) return;
    const tooDeep = firstTooDeep(tokens);
    if (tooDeep !== null) this.report('document-too-deep', tooDeep, { max: TEXT_LIMITS.depth });
    else this.compose(tokens);
  }

  /** Line and column of an offset, both from 1. */
  positionOf(offset: number): { line: number; column: number } {
    const { line, col } = this.lines.linePos(Math.max(0, Math.min(offset, this.text.length)));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  /** Where a path stands, or else the nearest thing around it that there is. */
  position(path: Path, at: 'key' | 'value' = 'value'): { line: number; column: number } {
    let node: unknown = this.document?.contents;
    let offset = startOf(node) ?? 0;
    for (const [i, step] of path.entries()) {
      const found = this.child(node, step);
      if (found === null) break;
      const isKeyWanted = at === 'key' && i === path.length - 1;
      const [key, value] = [startOf(found.key), startOf(found.value)];
      offset = (isKeyWanted ? (key ?? value) : (value ?? key)) ?? offset;
      node = found.value;
    }
    return this.positionOf(offset);
  }

  private child(parent: unknown, step: string | number): { key: unknown; value: unknown } | null {
    const node = isAlias(parent) ? parent.resolve(this.document!) : parent;
    if (isSeq(node) && typeof step === 'number') return { key: null, value: node.items[step] };
    if (!isMap(node)) return null;
    // The last of two equal keys is the one whose value counts.
    return (
      node.items.findLast((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === step) ??
      null
    );
  }

  private report(code: string, offset: number, data: ProblemData = {}): void {
    this.findings.push({ code, path: [], offset, data });
  }

  /** The text as a tree of tokens; null once a limit is met. Needs no recursion. */
  private tokenize(): CST.Token[] | null {
    const size = bytesOf(this.text);
    this.lines.addNewLine(0);
    if (size > TEXT_LIMITS.bytes) {
      this.report('document-too-long', 0, { size, max: TEXT_LIMITS.bytes });
      return null;
    }
    const parser = new Parser(this.lines.addNewLine);
    const tokens: CST.Token[] = [];
    let pieces = 0;
    for (const piece of new Lexer().lex(this.text)) {
      if (++pieces > TEXT_LIMITS.pieces) {
        this.report('document-too-many-pieces', parser.offset, { max: TEXT_LIMITS.pieces });
        return null;
      }
      for (const token of parser.next(piece)) tokens.push(token);
    }
    for (const token of parser.end()) tokens.push(token);
    return tokens;
  }

  private compose(tokens: CST.Token[]): void {
    // Unique keys are checked in `plain.ts`: the library compares each key with each.
    const composer = new Composer({ uniqueKeys: false, version: '1.2', merge: false, logLevel: 'silent' });
    const [first, second] = [...composer.compose(tokens, true, this.text.length)] as Document.Parsed[];
    for (const { code, message, pos } of first.errors.slice(0, MOST_SYNTAX_ERRORS)) {
      this.report('yaml-syntax', pos[0], { detail: oneLine(message), yaml: code });
    }
    if (second !== undefined) this.report('several-documents', second.range[0]);
    if (first.directives.yaml.version !== '1.2') {
      this.report('yaml-version', 0, { version: first.directives.yaml.version });
    }
    if (this.findings.length > 0) return;
    this.document = first;
    const { value, findings } = toPlain(first);
    this.plain = value;
    this.findings.push(...findings);
    if (value === null && findings.length === 0) this.report('empty-document', 0);
  }
}

function startOf(node: unknown): number | null {
  return (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0] ?? null;
}

function oneLine(message: string): string {
  const text = message.replace(/\s+/g, ' ').trim();
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
}
