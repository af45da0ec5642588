import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type Document,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Finding, Path, ProblemData } from './problem.ts';
import { TEXT_LIMITS } from './text-limits.ts';

/** Thrown, and caught here, when going on makes no sense. */
class TooMuch extends Error {}

/**
 * A composed document as plain data: objects without a prototype, arrays, texts, numbers, flags, nulls.
 * What YAML allows and scenarios don't becomes a finding: tags, merge keys, keys that are not texts,
 * the same key twice, too many or circular aliases.
 */
export function toPlain(document: Document.Parsed): { value: unknown; findings: Finding[] } {
  const reader = new Reader(document);
  try {
    return { value: reader.read(document.contents, [], 0), findings: reader.findings };
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    return { value: null, findings: reader.findings };
  }
}

class Reader {
  readonly findings: Finding[] = [];
  private readonly document: Document.Parsed;
  private aliases = 0;
  private values = 0;
  /** Path of the outermost alias that is being read: what it stands for has its place elsewhere. */
  private alias: Path | null = null;

  constructor(document: Document.Parsed) {
    this.document = document;
  }

  read(node: unknown, path: Path, depth: number): unknown {
    if (++this.values > TEXT_LIMITS.values) this.stop('too-many-values', path, { max: TEXT_LIMITS.values });
    if (depth > TEXT_LIMITS.depth) this.stop('document-too-deep', path, { max: TEXT_LIMITS.depth });
    if (isAlias(node)) return this.readAlias(node, path, depth);
    const { tag } = (node ?? {}) as { tag?: string };
    if (tag !== undefined) this.find('yaml-tag', path, { tag: tag.slice(0, 60) });
    if (isMap(node)) return this.readMap(node, path, depth);
    if (isSeq(node)) return this.readList(node, path, depth);
    return isScalar(node) ? scalar(node.value) : null;
  }

  private readAlias(alias: Alias, path: Path, depth: number): unknown {
    if (++this.aliases > TEXT_LIMITS.aliases)
      this.stop('too-many-aliases', path, { max: TEXT_LIMITS.aliases });
    const target = alias.resolve(this.document);
    if (target === undefined) {
      this.find('unknown-anchor', path, { anchor: alias.source.slice(0, 60) });
      return null;
    }
    const outer = this.alias;
    this.alias ??= path;
    // An anchor used inside itself ends at the depth limit.
    const value = this.read(target, path, depth + 1);
    this.alias = outer;
    return value;
  }

  private readList(node: YAMLSeq, path: Path, depth: number): unknown[] {
    return node.items.map((item, i) => this.read(item, [...path, i], depth + 1));
  }

  private readMap(node: YAMLMap, path: Path, depth: number): object {
    const map = Object.create(null) as Record<string, unknown>;
    const seen = new Set<string>();
    for (const pair of node.items) {
      const key = this.readKey(pair, path);
      if (key === null) continue;
      if (seen.has(key)) this.find('duplicate-key', [...path, key], { key: key.slice(0, 60) }, pair);
      seen.add(key);
      map[key] = this.read(pair.value, [...path, key], depth + 1);
    }
    return map;
  }

  private readKey(pair: Pair, path: Path): string | null {
    const { key } = pair;
    const value = isScalar(key) ? key.value : undefined;
    if (value === '<<') this.find('merge-key', path, {}, pair);
    else if (isForbidden(value)) this.find('forbidden-key', path, { key: String(value) }, pair);
    else if (typeof value === 'string') return value;
    else if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    else this.find('key-not-a-text', path, {}, pair);
    return null;
  }

  /** A pair that never gets a path of its own shows its own place. */
  private find(code: string, path: Path, data: ProblemData, pair?: Pair): void {
    const range = (pair?.key as { range?: [number, number, number] } | undefined)?.range;
    this.findings.push({ code, path, data, ...(range === undefined ? {} : { offset: range[0] }) });
  }

  private stop(code: string, path: Path, data: ProblemData): never {
    this.find(code, this.alias ?? path, data);
    throw new TooMuch();
  }
}

/** A copy of plain data that can be changed. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  const map = Object.create(null) as Record<string, unknown>;
  for (const [key, inside] of Object.entries(value)) map[key] = copyOf(inside);
  return map;
}

/** Words that every JavaScript object already knows, whatever is put into it. */
export function isForbidden(key: unknown): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}

function scalar(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
