/** A piece of a line: plain, or set apart. */
export interface Span {
  readonly mark: 'plain' | 'strong' | 'emphasis' | 'code';
  readonly text: string;
}

export type ProseBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

const MARKED = /(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/;

/** **Strong**, *emphasis* and `code` within a line. */
export function spansOf(text: string): Span[] {
  return text
    .split(MARKED)
    .filter((part) => part !== '')
    .map((part): Span => {
      if (part.startsWith('**')) return { mark: 'strong', text: part.slice(2, -2) };
      if (part.startsWith('*') && part.length > 2) return { mark: 'emphasis', text: part.slice(1, -1) };
      if (part.startsWith('`') && part.length > 2) return { mark: 'code', text: part.slice(1, -1) };
      return { mark: 'plain', text: part };
    });
}

/** The little of Markdown that stories use: paragraphs, lists and tables. */
export function proseBlocks(text: string): ProseBlock[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(blockOf);
}

function blockOf(block: string): ProseBlock {
  const lines = block.split('\n').map((line) => line.trim());
  if (lines.length > 1 && lines.every((line) => line.startsWith('|'))) {
    const rows = lines.filter((line) => !/^[|\s:-]+$/.test(line)).map(cellsOf);
    return { kind: 'table', rows };
  }
  if (lines.every((line) => /^([-*]|\d+\.) /.test(line)))
    return { kind: 'list', items: lines.map((line) => line.replace(/^([-*]|\d+\.) /, '')) };
  return { kind: 'paragraph', text: lines.join(' ') };
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}
