import * as z from 'zod';
import { DEFAULT_OPTIONS } from '../../policy/balancing/options.ts';
import { count, duration, plain, share } from '../fields.ts';

/** Numbers that single policies are set by; all have the defaults of the product that they come from. */
export const balancerOptions = z.strictObject({
  choices: count({
    label: 'Choices',
    help: 'Backends that power-of-d-choices and least-request look at.',
    min: 1,
    max: 1000,
  }).default(DEFAULT_OPTIONS.choices),
  bias: plain({
    label: 'Bias',
    help: 'How strongly least-request minds requests in flight when weights differ; 0 not at all.',
    min: 0,
    max: 10,
  }).default(DEFAULT_OPTIONS.bias),
  balanceFactor: count({
    label: 'Balance factor',
    help: 'Most load of one backend in percent of the mean, for hashing with bounded loads.',
    min: 100,
    max: 65_535,
  }).default(DEFAULT_OPTIONS.balanceFactor),
  apertureSize: count({
    label: 'Aperture',
    help: 'Backends that one balancer talks to with aperture.',
    min: 1,
    max: 20_000,
  }).default(DEFAULT_OPTIONS.apertureSize),
  peers: count({
    label: 'Peers',
    help: 'Balancers that share the backends, for aperture and zone-aware.',
    min: 1,
    max: 10_000,
  }).default(DEFAULT_OPTIONS.peers),
  peer: count({
    label: 'Peer',
    help: 'Which of the peers this balancer is with aperture, from 0.',
    min: 0,
    max: 9999,
  }).default(DEFAULT_OPTIONS.peer),
  decay: duration({
    label: 'Decay',
    help: 'Time in which an old latency loses 63 % of its say with peak-ewma.',
    min: 1e-3,
  }).default(DEFAULT_OPTIONS.decay),
  probesPerPick: count({
    label: 'Probes per request',
    help: 'Backends that prequal asks with every request.',
    min: 0,
    max: 100,
  }).default(DEFAULT_OPTIONS.probesPerPick),
  probePool: count({
    label: 'Probe pool',
    help: 'Answers that prequal keeps.',
    min: 2,
    max: 1000,
  }).default(DEFAULT_OPTIONS.probePool),
  probeAge: duration({
    label: 'Probe age',
    help: 'How long prequal trusts an answer.',
    min: 1e-6,
  }).default(DEFAULT_OPTIONS.probeAge),
  hotQuantile: share({
    label: 'Hot quantile',
    help: 'Backends above this share of recent loads are hot to prequal; 0 minds load only, 1 latency only.',
  }).default(DEFAULT_OPTIONS.hotQuantile),
});
