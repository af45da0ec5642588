import type { ReactNode } from 'react';
import { proseBlocks, type ProseBlock } from '../../../view/paper/prose.ts';
import { inline } from './inline.tsx';

/**
 * Stories: paragraphs, lists, tables, and in them **strong**, *emphasis* and `code`. Everything becomes text
 * nodes: nothing in a scenario can put markup into the page.
 */
export function Prose({ text }: { text: string }) {
  return <div className="prose">{proseBlocks(text).map((block, index) => elementOf(block, index))}</div>;
}

function elementOf(block: ProseBlock, key: number): ReactNode {
  if (block.kind === 'table') return <Table key={key} rows={block.rows} />;
  if (block.kind === 'paragraph') return <p key={key}>{inline(block.text)}</p>;
  return (
    <ul key={key}>
      {block.items.map((item) => (
        <li key={item}>{inline(item)}</li>
      ))}
    </ul>
  );
}

function Table({ rows }: { rows: readonly (readonly string[])[] }) {
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
