import * as z from 'zod';
import { defineFault } from './define.ts';
import { links } from './fields.ts';
import { resolveLinks } from './target.ts';

/** Nothing gets through the links, and nobody is told: only timeouts notice. */
export const partition = defineFault({
  name: 'partition',
  summary: 'Cuts links; messages on them vanish.',
  params: z.strictObject({ partition: links() }),
  strikes: 'links',
  lasts: true,
  sentence: 'Cutting {partition}',
  apply(params, { world, knobs, random }) {
    const fault = { matches: resolveLinks(params.partition, world, random), cut: true, loss: 0, delay: null };
    knobs.addLinkFault(fault);
    return () => knobs.removeLinkFault(fault);
  },
});
