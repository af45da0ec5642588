import { escapeXml } from '../escape.ts';
import { SvgPen } from '../svg-pen.ts';
import {
  textOf,
  type Block,
  type Cell,
  type Checklist,
  type Code,
  type Facts,
  type Figure,
  type Paper,
  type Prose,
  type Section,
  type Table,
  type Tone,
  type Verdict,
} from './paper.ts';
import { proseBlocks, spansOf } from './prose.ts';
import { byReference, style } from './style.ts';

/** Points of a figure on a wide screen and on paper, and on a phone. */
const WIDE = 944;
const NARROW = 358;

/** Nothing is loaded from anywhere, and nothing runs. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const MARK =
  '<svg viewBox="0 0 32 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M2 8h8l3 10 4-7 3 2h10"/><circle cx="13" cy="18" r="2.6" fill="currentColor"/></svg>';

const SIGNS: Readonly<Record<Tone, string>> = {
  good: '<circle cx="12" cy="12" r="10"/><path d="M7.5 12.5l3 3 6-6.5"/>',
  bad: '<circle cx="12" cy="12" r="10"/><path d="M8.5 8.5l7 7M15.5 8.5l-7 7"/>',
  open: '<circle cx="12" cy="12" r="10"/><path d="M9.2 9.3a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2M12 16.8v.2"/>',
};
const TONE_NAMES: Readonly<Record<Tone, string>> = { good: 'good', bad: 'bad', open: 'open' };

/**
 * A paper as one HTML document that needs nothing beside it: no network, no script, no font. It follows the reader's
 * theme, has a form for narrow screens and one for print. Everything that somebody wrote is escaped.
 */
export function paperHtml(paper: Paper): string {
  const renderer = new Renderer();
  const body = paper.sections.map((section, i) => renderer.section(section, i)).join('\n');
  const named = paper.sections.flatMap(({ title }, i) => (title === '' ? [] : [{ title, i }]));
  const contents =
    named.length < 4
      ? ''
      : `<nav aria-label="Contents">${named.map(({ title, i }) => `<a href="#s${i}">${escapeXml(title)}</a>`).join(' ')}</nav>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Brownout">
<title>${escapeXml(paper.title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="sort">${MARK}Brownout · ${escapeXml(paper.sort)}</p>
<h1>${escapeXml(paper.title)}</h1>
<p class="basis">${escapeXml(paper.basis)}</p>
</header>
<main>
${body.replace('</section>', `</section>\n${contents}`)}
</main>
<footer>Made by Brownout, a deterministic simulator: the same document, seed and engine give the same numbers everywhere.</footer>
</body>
</html>
`;
}

/** Keeps count of figures, so that their ids are unique. */
class Renderer {
  private figures = 0;

  section({ title, blocks }: Section, index: number): string {
    const head = title === '' ? '' : `<h2 id="s${index}">${escapeXml(title)}</h2>\n`;
    const lead = title === '' ? ' class="lead"' : '';
    return `<section${lead}>\n${head}${blocks.map((block) => this.block(block)).join('\n')}\n</section>`;
  }

  private block(block: Block): string {
    switch (block.kind) {
      case 'prose':
        return prose(block);
      case 'verdict':
        return verdict(block);
      case 'facts':
        return facts(block);
      case 'checklist':
        return checklist(block);
      case 'table':
        return table(block);
      case 'code':
        return code(block);
      default:
        return this.figure(block);
    }
  }

  private figure({ title, summary, height, paint, values }: Figure): string {
    const number = ++this.figures;
    const drawn = (
      [
        ['wide', WIDE],
        ['narrow', NARROW],
      ] as const
    ).map(([name, width]) => {
      const pen = new SvgPen(`f${number}${name}`);
      paint(pen, width, byReference);
      return `<svg class="${name}" viewBox="0 0 ${width} ${height(width)}" role="img" aria-label="${escapeXml(`${title}. ${summary}`)}">${pen.markup}</svg>`;
    });
    const shown =
      values === null
        ? ''
        : `<details><summary>Values of this figure</summary>${table({ ...values, caption: '' })}</details>`;
    return `<figure><figcaption>${escapeXml(title)}<span>${inline(summary)}</span></figcaption>${drawn.join('')}${shown}</figure>`;
  }
}

function prose({ text, tone }: Prose): string {
  const blocks = proseBlocks(text).map((block) => {
    if (block.kind === 'paragraph') return `<p>${inline(block.text)}</p>`;
    if (block.kind === 'list')
      return `<ul>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
    const [head = [], ...rows] = block.rows;
    return table({ kind: 'table', caption: '', head, rows });
  });
  return `<div class="prose${tone === undefined ? '' : ` ${tone}`}">${blocks.join('')}</div>`;
}

function verdict({ tone, text, note }: Verdict): string {
  const below = note === undefined ? '' : `<p class="note">${inline(note)}</p>`;
  return `<div class="verdict ${tone}">${sign(tone)}<p>${inline(text)}</p>${below}</div>`;
}

function facts({ facts: all }: Facts): string {
  const items = all.map(({ label, value, note }) => {
    const below = note === undefined ? '' : `<dd class="note">${escapeXml(note)}</dd>`;
    return `<div><dt>${escapeXml(label)}</dt><dd>${escapeXml(value)}</dd>${below}</div>`;
  });
  return `<dl class="facts">${items.join('')}</dl>`;
}

function checklist({ items }: Checklist): string {
  const lines = items.map(
    ({ tone, text, note }) =>
      `<li class="${tone}">${sign(tone)}<span class="what">${escapeXml(text)}</span><span class="note">${escapeXml(note)}</span></li>`,
  );
  return `<ul class="checklist">${lines.join('')}</ul>`;
}

/** Letters from which on a cell counts as a sentence. */
const SENTENCE = 40;

function table({ caption, head, rows }: Table): string {
  const numeric = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => isNumber(row[column] ?? '')),
  );
  const attribute = (column: number) => (numeric[column] ? ' class="number"' : '');
  const heads = head.map((name, i) => `<th scope="col"${attribute(i)}>${inline(name)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = row.map((cell, i) =>
      i === 0 && !numeric[0]
        ? `<th scope="row"${textOf(cell).length <= 24 ? ' class="short"' : ''}>${cellOf(cell)}</th>`
        : `<td${attribute(i) || sentenceClass(cell)}>${cellOf(cell)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  const title = caption === '' ? '' : `<caption>${inline(caption)}</caption>`;
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escapeXml(caption === '' ? 'Table' : caption)}"><table>${title}<thead><tr>${heads}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

/** A sentence in a cell is never squeezed to a column of single words: the table is scrolled instead. */
function sentenceClass(cell: Cell): string {
  return textOf(cell).length > SENTENCE ? ' class="sentence"' : '';
}

function cellOf(cell: Cell): string {
  if (typeof cell === 'string') return inline(cell);
  return `<span class="${cell.tone}">${sign(cell.tone)}${inline(cell.text)}</span>`;
}

/** A figure with or without sign and unit, or the dash of one that is missing. */
function isNumber(cell: Cell): boolean {
  return /^(?:–|(?:[-+−±<>~≈×]\s?)?\d.*)?$/.test(textOf(cell)) && textOf(cell).length <= 28;
}

function code({ caption, text, language, folded }: Code): string {
  const pre = `<pre${language === 'sh' ? ' class="command"' : ''} tabindex="0">${escapeXml(text)}</pre>`;
  if (folded === true)
    return `<details class="code"><summary>${escapeXml(caption)}</summary>${pre}</details>`;
  return `<div class="code"><p>${escapeXml(caption)}</p>${pre}</div>`;
}

function sign(tone: Tone): string {
  return `<svg class="sign" viewBox="0 0 24 24" role="img" aria-label="${TONE_NAMES[tone]}">${SIGNS[tone]}</svg>`;
}

const TAGS = { strong: 'strong', emphasis: 'em', code: 'code' } as const;

/** A figure and its unit stay on one line. */
const UNIT = /(\d) (?=(?:[µm]?s|min|h|d|%|[kMGT]i?B)(?![\w]))/g;

function inline(text: string): string {
  return spansOf(text.replaceAll(UNIT, '$1\u00A0'))
    .map((span) => {
      const inside = escapeXml(span.text);
      return span.mark === 'plain' ? inside : `<${TAGS[span.mark]}>${inside}</${TAGS[span.mark]}>`;
    })
    .join('');
}
