import type { Tier } from '../../model/define.ts';
import type { Exporter } from './define.ts';

/** What stands around a label, by what a node is there for. */
const SHAPES: Readonly<Record<Tier, readonly [string, string]>> = {
  client: ['([', '])'],
  edge: ['{{', '}}'],
  service: ['[', ']'],
  state: ['[(', ')]'],
  control: ['[/', '/]'],
};

/** The topology as a Mermaid flowchart, which Markdown on many sites draws. What looks after others is dotted. */
export const mermaid: Exporter = {
  name: 'mermaid',
  summary: 'The topology as a Mermaid flowchart.',
  needsSpans: false,
  *write({ plan }) {
    yield 'flowchart LR\n';
    for (const { id, kind, tier, instances } of plan.nodes) {
      const [open, close] = SHAPES[tier];
      const times = instances.length > 1 ? ` ×${instances.length}` : '';
      yield `  ${nodeName(id)}${open}"${id}${times}<br/>${kind}"${close}\n`;
    }
    for (const { id, tier, targets } of plan.nodes)
      for (const target of targets)
        yield `  ${nodeName(id)} ${tier === 'control' ? '-.->' : '-->'} ${nodeName(target)}\n`;
  },
};

/** Ids may be words that Mermaid keeps for itself, such as `end`. */
function nodeName(id: string): string {
  return `n_${id.replaceAll('-', '_')}`;
}
