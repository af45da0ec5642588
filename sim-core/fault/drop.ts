import * as z from 'zod';
import { share } from '../model/fields.ts';
import { defineFault } from './define.ts';
import { links } from './fields.ts';
import { resolveLinks } from './target.ts';

/** Messages on the links are lost at random, each on its own; nothing sends them again. */
export const drop = defineFault({
  name: 'drop',
  summary: 'Loses a share of the messages on links.',
  params: z.strictObject({
    drop: links(),
    share: share({ label: 'Share', help: 'Chance that a message is lost.' }),
  }),
  strikes: 'links',
  lasts: true,
  sentence: 'Losing {share} of the messages on {drop}',
  strength: { setting: 'share', dimension: 'share', mild: 0.01, severe: 0.5 },
  apply(params, { world, knobs, random }) {
    const matches = resolveLinks(params.drop, world, random);
    const fault = { matches, cut: false, loss: params.share, delay: null };
    knobs.addLinkFault(fault);
    return () => knobs.removeLinkFault(fault);
  },
});
