import { bandwidth } from '../fields.ts';

/** Setting of kinds whose instances may have a network interface. */
export const nicParam = {
  nic: bandwidth({
    label: 'Network interface',
    help: 'Bytes per second that one instance can send, and as many receive, shared fairly by all messages; without it, only links set bounds.',
    min: 1,
    examples: ['1Gbit/s', '10Gbit/s'],
  }).optional(),
};
