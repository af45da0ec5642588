import { Fragment, type ReactNode } from 'react';
import { spansOf } from '../../../view/paper/prose.ts';

/** **Strong**, *emphasis* and `code` within a line, as elements. */
export function inline(line: string): ReactNode {
  return spansOf(line).map(({ mark, text }, index) => {
    const key = `${index}/${text}`;
    if (mark === 'strong') return <strong key={key}>{text}</strong>;
    if (mark === 'emphasis') return <em key={key}>{text}</em>;
    if (mark === 'code') return <code key={key}>{text}</code>;
    return <Fragment key={key}>{text}</Fragment>;
  });
}
