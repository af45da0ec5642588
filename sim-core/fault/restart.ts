import * as z from 'zod';
import { defineFault, NOTHING_TO_REVERT } from './define.ts';
import { instances } from './fields.ts';
import { resolveTarget } from './target.ts';

/** Starts what is down, whatever took it down. */
export const restart = defineFault({
  name: 'restart',
  summary: 'Starts instances that are down.',
  params: z.strictObject({ restart: instances() }),
  strikes: 'instances',
  lasts: false,
  sentence: 'Restarting {restart}',
  apply(params, { world, knobs, random }) {
    for (const address of resolveTarget(params.restart, world, random)) knobs.forceUp(address);
    return NOTHING_TO_REVERT;
  },
});
