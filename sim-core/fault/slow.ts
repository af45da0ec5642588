import * as z from 'zod';
import { plain } from '../model/fields.ts';
import { defineFault } from './define.ts';
import { instances } from './fields.ts';
import { resolveTarget } from './target.ts';

/** Every core takes `times` as long, for work already begun too: a throttled or degraded machine. */
export const slow = defineFault({
  name: 'slow',
  summary: 'Makes instances work more slowly.',
  params: z.strictObject({
    slow: instances(),
    times: plain({
      label: 'Times',
      help: 'How many times as long everything takes.',
      min: 1,
      max: 1e6,
    }).default(2),
  }),
  strikes: 'instances',
  lasts: true,
  sentence: 'Making {slow} {times} times as slow',
  strength: { setting: 'times', dimension: 'number', mild: 1.2, severe: 20 },
  feltWith: 'utilisation',
  apply(params, { world, knobs, random }) {
    const token = {};
    const struck = resolveTarget(params.slow, world, random);
    for (const address of struck) knobs.slow(address, token, params.times);
    return () => {
      for (const address of struck) knobs.endSlow(address, token);
    };
  },
});
