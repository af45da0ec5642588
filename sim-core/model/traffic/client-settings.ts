import * as z from 'zod';
import { callParams } from '../calling/call-settings.ts';
import { duration, nodeId } from '../fields.ts';
import { classes } from './classes.ts';

/** Settings that all clients share. */
export const clientParams = {
  target: nodeId({ label: 'Target', help: 'Node that gets the requests.' }),
  classes,
  ...callParams,
  usefulWithin: duration({
    label: 'Useful within',
    help: 'An answer counts as useful only if it comes this soon; without it, whenever it comes in time.',
    min: 1e-6,
  }).optional(),
};

const shape = z.strictObject(clientParams);
export type ClientSettings = z.output<typeof shape>;
