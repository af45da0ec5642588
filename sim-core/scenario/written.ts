import { isCollection, isSeq, parseDocument } from 'yaml';
import { applyOverrides } from './overrides.ts';
import { Source } from './source.ts';
import { valueAt } from './walk.ts';

/**
 * A document's text with overrides written into it, so that it says by itself what they made of it. Comments stay.
 *
 * @param text of a scenario that loads with these overrides.
 * @param set `path=value` texts, as for `--set`.
 */
export function withOverrides(text: string, set: readonly string[]): string {
  const { plain } = new Source(text);
  const { overrides } = applyOverrides(plain, set);
  const document = parseDocument(text, { version: '1.2', merge: false });
  for (const { path } of overrides) {
    const node = document.createNode(valueAt(plain, path), { flow: path.length > 1 });
    // A list at the top has a line for each of its items.
    if (isSeq(node)) for (const item of node.items) if (isCollection(item)) item.flow = true;
    document.setIn(path, node);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
