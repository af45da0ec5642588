import * as z from 'zod';
import { defineFault } from './define.ts';
import { resolveTarget } from './target.ts';

/** A zone loses power: every machine in it goes at the same instant, without a word. */
export const zoneOutage = defineFault({
  name: 'zone-outage',
  summary: 'Takes down every machine of a zone.',
  params: z.strictObject({
    'zone-outage': z.string().meta({ label: 'Zone', help: 'Name of the zone.' }),
  }),
  strikes: 'zone',
  lasts: true,
  sentence: 'An outage of zone {zone-outage}',
  apply(params, { world, knobs, random }) {
    const token = {};
    const struck = resolveTarget({ kind: 'zone', zone: params['zone-outage'] }, world, random);
    for (const address of struck) knobs.takeDown(address, token, true);
    return () => {
      for (const address of struck) knobs.bringUp(address, token);
    };
  },
});
