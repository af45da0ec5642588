import {
  textOf,
  type Block,
  type Cell,
  type Code,
  type Figure,
  type Paper,
  type Section,
  type Table,
  type Tone,
} from './paper.ts';
import { spansOf } from './prose.ts';

const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', bad: '✗', open: '?' };

/**
 * A paper as Markdown (CommonMark with GitHub's tables), for a design document. Figures become their sentence and
 * their values. Text that somebody wrote can't become markup beyond the little that stories may use.
 */
export function paperMarkdown(paper: Paper): string {
  const parts = [
    `# ${escaped(paper.title)}`,
    `_${escaped(`${paper.sort} · ${paper.basis}`)}_`,
    ...paper.sections.flatMap(sectionOf),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function sectionOf({ title, blocks }: Section): string[] {
  return [...(title === '' ? [] : [`## ${escaped(title)}`]), ...blocks.flatMap(blockOf)];
}

function blockOf(block: Block): string[] {
  switch (block.kind) {
    case 'prose':
      return [kept(block.text.trim())];
    case 'verdict':
      return [
        `> **${SIGNS[block.tone]} ${kept(block.text)}**`,
        ...(block.note === undefined ? [] : [kept(block.note)]),
      ];
    case 'facts':
      return [
        block.facts
          .map(
            ({ label, value, note }) =>
              `- ${kept(label)}: **${kept(value)}**${note === undefined ? '' : ` (${kept(note)})`}`,
          )
          .join('\n'),
      ];
    case 'checklist':
      return [
        block.items
          .map(
            ({ tone, text, note }) =>
              `- ${SIGNS[tone]} ${asCode(text)}${note === '' ? '' : `: ${kept(note)}`}`,
          )
          .join('\n'),
      ];
    case 'table':
      return [tableOf(block)];
    case 'code':
      return codeOf(block);
    default:
      return figureOf(block);
  }
}

function figureOf({ title, summary, values }: Figure): string[] {
  return [`**${kept(title)}.** ${kept(summary)}`, ...(values === null ? [] : [tableOf(values)])];
}

function tableOf({ caption, head, rows }: Table): string {
  const line = (cells: readonly Cell[]) => `| ${cells.map(cellOf).join(' | ')} |`;
  const body = [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)];
  return [...(caption === '' ? [] : [kept(caption), '']), ...body].join('\n');
}

function cellOf(cell: Cell): string {
  const text = kept(textOf(cell)).replaceAll('|', '\\|').replaceAll('\n', ' ');
  return typeof cell === 'string' ? text : `${SIGNS[cell.tone]} ${text}`;
}

function codeOf({ caption, text, language }: Code): string[] {
  return [kept(caption), fenced(text, language)];
}

/** The fence is longer than any in the text, so that the text can't end it. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

function asCode(text: string): string {
  return text.includes('`') ? escaped(text) : `\`${text.replaceAll('\n', ' ')}\``;
}

const MARKS = { plain: '', strong: '**', emphasis: '_' } as const;

/** Keeps the marks of stories; what would be HTML, a link, a heading or an image is text. */
function kept(text: string): string {
  return spansOf(text)
    .map((span) =>
      span.mark === 'code' ? asCode(span.text) : MARKS[span.mark] + literal(span.text) + MARKS[span.mark],
    )
    .join('');
}

function literal(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('[', '\\[')
    .replaceAll(/^(\s*)(#{1,6}\s|>|={3,}|-{3,}|~{3,})/gm, '$1\\$2');
}

function escaped(text: string): string {
  return literal(text).replaceAll(/[*_`]/g, '\\$&');
}
