import type { CST } from 'yaml';

/** What a document's text may be. Reading stops at the first limit it meets. */
export const TEXT_LIMITS = {
  /** Bytes in UTF-8. */
  bytes: 1_000_000,
  /** Collections inside collections. */
  depth: 64,
  /** Lexical pieces: words, signs, line ends. */
  pieces: 150_000,
  /** Places where an anchor is used again. */
  aliases: 50,
  /** Values, with every use of an anchor counted again. */
  values: 150_000,
  /** Problems listed; the rest is counted. */
  problems: 100,
} as const;

/** Length in UTF-8; a lone surrogate counts as the three bytes that encoders write for it. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLow(text.charCodeAt(i + 1))) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/**
 * Offset of the first collection that is nested too deeply, or null. Works without recursion: what comes
 * after it (composing the document) recurses once per level, and too many levels end the process.
 */
export function firstTooDeep(tokens: readonly CST.Token[], max: number = TEXT_LIMITS.depth): number | null {
  const stack: [token: CST.Token, depth: number][] = tokens.map((token) => [token, 0]);
  let first: number | null = null;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [token, depth] = next;
    if (depth > max) {
      if (first === null || token.offset < first) first = token.offset;
      continue;
    }
    for (const child of childrenOf(token)) stack.push([child, depth + (isCollection(child) ? 1 : 0)]);
  }
  return first;
}

function isCollection({ type }: CST.Token): boolean {
  return type === 'block-map' || type === 'block-seq' || type === 'flow-collection';
}

function* childrenOf(token: CST.Token): Iterable<CST.Token> {
  if (token.type === 'document' && token.value !== undefined) yield token.value;
  if (!('items' in token)) return;
  for (const { key, value } of token.items) {
    if (key !== undefined && key !== null) yield key;
    if (value !== undefined) yield value;
  }
}
