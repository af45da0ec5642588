import * as z from 'zod';
import { defineFault } from './define.ts';
import { instances } from './fields.ts';
import { resolveTarget } from './target.ts';

/**
 * The process dies with everything in its memory. By default only the process: the machine's network stack
 * still refuses new connections and resets those that were open. With `machine: true` the whole machine
 * goes and its peers hear nothing.
 */
export const crash = defineFault({
  name: 'crash',
  summary: 'Stops instances; what they held in memory is lost.',
  params: z.strictObject({
    crash: instances(),
    machine: z.boolean().default(false).meta({
      label: 'Whole machine',
      help: 'The machine goes without a word: peers get no refusal, only silence.',
    }),
  }),
  strikes: 'instances',
  lasts: true,
  sentence: 'Crashing {crash}',
  worse: { setting: 'machine', words: 'with its machine' },
  apply(params, { world, knobs, random }) {
    const token = {};
    const struck = resolveTarget(params.crash, world, random);
    for (const address of struck) knobs.takeDown(address, token, params.machine);
    return () => {
      for (const address of struck) knobs.bringUp(address, token);
    };
  },
});
