import * as z from 'zod';
import { durationDistribution } from '../model/fields.ts';
import { defineFault } from './define.ts';
import { links } from './fields.ts';
import { resolveLinks } from './target.ts';

/** Every message on the links takes longer, in each direction that is named. */
export const delay = defineFault({
  name: 'delay',
  summary: 'Adds latency to links.',
  params: z.strictObject({
    delay: links(),
    by: durationDistribution({ label: 'By', help: 'Further one-way delay of each message.' }),
  }),
  strikes: 'links',
  lasts: true,
  sentence: 'Delaying {delay} by {by}',
  strength: { setting: 'by', dimension: 'duration', mild: 0.002, severe: 1 },
  apply(params, { world, knobs, random }) {
    const fault = {
      matches: resolveLinks(params.delay, world, random),
      cut: false,
      loss: 0,
      delay: params.by,
    };
    knobs.addLinkFault(fault);
    return () => knobs.removeLinkFault(fault);
  },
});
