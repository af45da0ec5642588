import type { ReactNode } from 'react';
import { inline } from './inline.tsx';

/**
 * The little of Markdown that stories use: paragraphs, lists, tables, and in them **strong**, *emphasis* and
 * `code`. Everything becomes text nodes: nothing in a scenario can put markup into the page.
 */
export function Prose({ text }: { text: string }) {
  const blocks = text.trim().split(/\n\s*\n/);
  return <div className="prose">{blocks.map((block, index) => blockOf(block, index))}</div>;
}

function blockOf(block: string, key: number): ReactNode {
  const lines = block.split('\n').map((line) => line.trim());
  if (lines.length > 1 && lines.every((line) => line.startsWith('|')))
    return <Table key={key} lines={lines} />;
  if (lines.every((line) => /^([-*]|\d+\.) /.test(line))) {
    return (
      <ul key={key}>
        {lines.map((line) => (
          <li key={line}>{inline(line.replace(/^([-*]|\d+\.) /, ''))}</li>
        ))}
      </ul>
    );
  }
  return <p key={key}>{inline(lines.join(' '))}</p>;
}

function Table({ lines }: { lines: readonly string[] }) {
  const rows = lines.filter((line) => !/^[|\s:-]+$/.test(line)).map(cellsOf);
  const [head, ...body] = rows;
  return (
    <table className="prose-table">
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {inline(cell)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {body.map((row) => (
          <tr key={row.join('|')}>
            {row.map((cell) => (
              <td key={cell}>{inline(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}
