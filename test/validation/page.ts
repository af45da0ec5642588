import { existsSync } from 'node:fs';
import path from 'node:path';
import { familyOf, IN_ORDER, type Family } from './families.ts';
import type { Noted } from './record.ts';

const HEAD = `# Validation

What each component was compared with, and what came out. \`npm run validation\` writes this page from the tests that
compare; each of them fails when the two don't agree. Nothing here is typed by hand.

_Exact_ means that every point agreed: every pick, every replica count, every slot of a table. Simulated values are means
over independent replications with the warm-up removed; ± is the half-width of their 99.9 % confidence interval, or what the
test allows where it says so in percent. _Worst_ is the largest distance from the oracle in a family, relative to it, and
how many half-widths that was: with 99.9 % intervals one comparison in a thousand may exceed 1 by chance.

`;

/** The whole page in Markdown. */
export function pageOf(notes: readonly Noted[], models: string): string {
  const families = IN_ORDER.map((family) => ({
    family,
    notes: notes.filter(({ test }) => familyOf(test) === family),
  })).filter((each) => each.notes.length > 0);
  const rows = families.map(({ family, notes: own }) => summaryRow(family, own, models));
  return [
    HEAD,
    table(['family', 'compared with', 'comparisons', 'points', 'exact', 'worst'], rows),
    ...families.map(({ family, notes: own }) => section(family, own)),
  ].join('\n');
}

function summaryRow(family: Family, notes: readonly Noted[], models: string): string[] {
  const linked = family.page !== '' && existsSync(path.join(models, family.page));
  const points = notes.reduce((sum, note) => sum + note.points, 0);
  const exact = notes.filter(isExact).length;
  return [
    linked ? `[${family.title}](${family.page})` : family.title,
    unique(notes.map(({ oracle }) => oracle)).join('; '),
    String(notes.length),
    points.toLocaleString('en'),
    exact === notes.length ? 'all' : exact === 0 ? 'none' : String(exact),
    worstOf(notes),
  ];
}

function section({ title }: Family, notes: readonly Noted[]): string {
  const exact = notes.filter(isExact);
  const others = notes.filter((note) => !isExact(note));
  const parts = [`## ${title}\n`];
  if (exact.length > 0) {
    parts.push(
      table(
        ['exact', 'compared with', 'recordings', 'points'],
        grouped(exact).map(([first, group]) => [
          first.component,
          first.oracle,
          String(group.length),
          group.reduce((sum, { points }) => sum + points, 0).toLocaleString('en'),
        ]),
      ),
    );
  }
  if (others.length > 0) {
    parts.push(
      table(
        ['component', 'compared with', 'what', 'expected', 'measured', '±'],
        sorted(others).map((note) => [
          note.component,
          note.oracle,
          note.what,
          note.expected,
          note.measured,
          note.interval,
        ]),
      ),
    );
  }
  return `${parts.join('\n')}\n`;
}

/** One group for each component and oracle, by name. */
function grouped(notes: readonly Noted[]): [Noted, Noted[]][] {
  const groups = new Map<string, Noted[]>();
  for (const note of sorted(notes)) {
    const key = `${note.component}|${note.oracle}`;
    groups.set(key, [...(groups.get(key) ?? []), note]);
  }
  return [...groups.values()].map((group) => [group[0], group]);
}

function sorted(notes: readonly Noted[]): Noted[] {
  const key = ({ component, oracle, what }: Noted) => `${component}|${oracle}|${what}`;
  return notes.toSorted((a, b) => key(a).localeCompare(key(b), 'en', { numeric: true }));
}

function isExact({ interval, expected, measured }: Noted): boolean {
  return interval === '' && expected === measured;
}

/** The largest distance from the oracle among comparisons of numbers. */
function worstOf(notes: readonly Noted[]): string {
  const found = notes.flatMap(({ expected, measured, interval }) => {
    const [value, wanted] = [Number(measured), Number(expected)];
    if (measured.startsWith('worst ')) return [{ share: Number(measured.slice(6)), widths: null }];
    if (expected === '' || wanted === 0 || !Number.isFinite(value / wanted)) return [];
    const width = interval.endsWith('%') ? (parseFloat(interval) / 100) * Math.abs(wanted) : Number(interval);
    const off = Math.abs(value - wanted);
    return [{ share: off / Math.abs(wanted), widths: width > 0 ? off / width : null }];
  });
  if (found.length === 0) return '';
  const share = Math.max(...found.map((each) => each.share));
  const widths = Math.max(...found.map((each) => each.widths ?? 0));
  const percent = share < 1e-5 ? share.toExponential(0) : `${Number((share * 100).toPrecision(2))} %`;
  return widths === 0 ? percent : `${percent}; ${Number(widths.toPrecision(2))} half-widths`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}
