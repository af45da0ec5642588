import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { line } from 'd3-shape';
import { describe, expect, it } from 'vitest';
import { loadScenario, Run } from '../../sim-core/index.ts';
import { runPaper } from '../../cli/papers/run-paper.ts';
import { escapeXml } from '../../view/escape.ts';
import { COLOUR_NAMES } from '../../view/palette.ts';
import { paperHtml } from '../../view/paper/html.ts';
import { paperMarkdown } from '../../view/paper/markdown.ts';
import type { Paper } from '../../view/paper/paper.ts';
import { tokens } from '../../view/paper/style.ts';
import { pathOn } from '../../view/pen.ts';
import { SvgPen } from '../../view/svg-pen.ts';
import { misplacedTags } from './html-check.ts';

const EVIL = `<script>alert(1)</script> "quoted" & 'so' <img src=x onerror=y> [a](http://x.test) | \`tick\``;

const PAPER: Paper = {
  sort: 'Test',
  title: EVIL,
  basis: EVIL,
  sections: [
    {
      title: '',
      blocks: [
        { kind: 'verdict', tone: 'good', text: EVIL, note: EVIL },
        { kind: 'checklist', items: [{ tone: 'bad', text: EVIL, note: EVIL }] },
      ],
    },
    {
      title: EVIL,
      blocks: [
        { kind: 'prose', text: `${EVIL}\n\n- ${EVIL}\n\n| a | b |\n| - | - |\n| **strong** | ${EVIL} |` },
        { kind: 'facts', facts: [{ label: EVIL, value: EVIL, note: EVIL }] },
        { kind: 'table', caption: EVIL, head: ['', EVIL], rows: [[EVIL, { text: EVIL, tone: 'open' }]] },
        { kind: 'code', caption: EVIL, text: '```\n</pre><script>', language: 'text', folded: true },
        {
          kind: 'figure',
          title: EVIL,
          summary: EVIL,
          height: () => 20,
          paint: (pen) => pen.fillText(EVIL, 1, 2),
          values: null,
        },
      ],
    },
  ],
};

const SMALL = `brownout: 1
title: Small
story: A **server** dies.
duration: 40s
warmup: 2s
nodes:
  web: { kind: source, target: front, rate: 50/s, timeout: 1s }
  front: { kind: load-balancer, policy: least-connections, backends: api }
  api: { kind: server, replicas: 3, cores: 2, service: exponential 10ms }
faults:
  - { at: 10s, for: 5s, crash: api-2 }
expect:
  - web.p50 < 50ms
`;

async function smallPaper(): Promise<Paper> {
  const { scenario } = loadScenario(SMALL);
  const run = new Run(scenario!);
  run.advance(run.duration);
  return runPaper(run, run.report(), { file: 'small.yaml', text: SMALL, set: ['seed=1'], acts: [] });
}

describe('a paper as HTML', () => {
  it('is whole, needs nothing from elsewhere, and has no place for a script', async () => {
    for (const paper of [PAPER, await smallPaper()]) {
      const html = paperHtml(paper);
      expect(misplacedTags(html)).toEqual([]);
      expect(html).not.toMatch(/<(?:script|link|iframe|object|embed|img|base)\b/i);
      expect(html).not.toMatch(/(?:src|href|action)="(?!#)/);
      expect(html).not.toMatch(/url\((?!#)|@import/);
      expect(html.replaceAll(/"[^"]*"/g, '')).not.toMatch(/<[^>]*\son\w+=/);
      expect(html.match(/ id="([^"]+)"/g)!.length).toBe(new Set(html.match(/ id="([^"]+)"/g)).size);
    }
  });

  it('shows a run with its pictures twice, for wide and narrow screens, in less than 500 kB', async () => {
    const html = paperHtml(await smallPaper());
    expect(html.length).toBeLessThan(500_000);
    for (const name of ['wide', 'narrow'])
      expect(html.split(`<svg class="${name}"`).length - 1, name).toBe(5);
    for (const part of [
      'The objective held.',
      'crash: api-2',
      'leaves out',
      '--set &#39;seed=1&#39;',
      'fingerprint',
    ])
      expect(html).toContain(part);
    expect(html).not.toContain('NaN');
    expect(html).not.toContain('undefined');
  });

  it('has the colours of the page, by day and by night', () => {
    const page = readFileSync(
      fileURLToPath(new URL('../../web/src/theme/tokens.css', import.meta.url)),
      'utf8',
    ).replaceAll(/\s/g, '');
    for (const token of tokens) expect(page).toContain(token.replaceAll(/\s/g, ''));
    expect(tokens).toHaveLength(COLOUR_NAMES.length);
  });
});

describe('a paper as Markdown', () => {
  it('keeps what anybody wrote from becoming HTML, links or more cells', () => {
    const markdown = paperMarkdown(PAPER);
    const outsideCode = markdown.replaceAll(/````[\s\S]*?````/g, '').replaceAll(/`[^`\n]*`/g, '');
    expect(outsideCode).not.toMatch(/<(?:script|img)/);
    expect(outsideCode).not.toMatch(/(?<!\\)\[a\]/);
    const rows = markdown.split('\n').filter((row) => row.startsWith('| <') || row.startsWith('| &lt;'));
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(3);
  });

  it('says what a run came to, with figures as sentences and values', async () => {
    const markdown = paperMarkdown(await smallPaper());
    expect(markdown).toMatch(/^# Small\n\n_Run · 40 s simulated/);
    expect(markdown).toContain('> **✓ The objective held.**');
    expect(markdown).toContain('A **server** dies.');
    expect(markdown).toContain('| from … to | offered | completed | useful | failed |');
    expect(markdown).toContain("npx brownout run small.yaml --seed 1 --set 'seed=1'");
  });
});

describe('the pen for documents', () => {
  it('draws what a canvas would, as elements', () => {
    const pen = new SvgPen('p');
    pen.beginPath();
    line<number>()
      .x((i) => i)
      .y((i) => i / 3)
      .context(pathOn(pen))([0, 1, 2]);
    pen.strokeStyle = 'var(--ink)';
    pen.setLineDash([1, 2]);
    pen.stroke();
    expect(pen.markup).toBe(
      '<path d="M0 0L1 0.33L2 0.67" fill="none" stroke="var(--ink)" stroke-width="1" stroke-dasharray="1 2"/>',
    );
  });

  it('draws a halo with its text, closes what it clips, and never writes a broken number', () => {
    const pen = new SvgPen('p');
    pen.font = '500 11px "IBM Plex Mono", monospace';
    pen.textAlign = 'right';
    pen.strokeStyle = 'white';
    pen.strokeText('1 < 2', 5, 6);
    pen.fillText('1 < 2', 5, 6);
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, NaN, 1);
    pen.clip();
    pen.restore();
    expect(pen.markup).toBe(
      '<text x="5" y="6" class="mono" font-size="11" font-weight="500" text-anchor="end" paint-order="stroke" stroke="white" stroke-width="1" stroke-linejoin="round" fill="currentColor">1 &lt; 2</text>' +
        '<clipPath id="p-clip-1"><path d="M0 0h0v1h0z"/></clipPath><g clip-path="url(#p-clip-1)"></g>',
    );
  });

  it('replaces characters that no document may hold', () => {
    expect(escapeXml('a\u0000b\u202Ec')).toBe('a\uFFFDb\uFFFDc');
  });
});
