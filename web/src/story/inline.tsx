import { Fragment, type ReactNode } from 'react';

const MARKED = /(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/;

/** **Strong**, *emphasis* and `code` within a line, as elements. */
export function inline(text: string): ReactNode {
  return text.split(MARKED).map((part, index) => {
    const key = `${index}/${part}`;
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('*') && part.length > 2) return <em key={key}>{part.slice(1, -1)}</em>;
    if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>;
    return <Fragment key={key}>{part}</Fragment>;
  });
}
