import type { Caveats } from '../model/define.ts';
import * as z from 'zod';
import {
  bandwidth,
  describeField,
  durationDistribution,
  flag,
  group,
  list,
  nodeId,
  share,
} from '../model/fields.ts';
import { PERFECT_LINK, type LinkSpec } from '../model/network/link.ts';
import type { LinkRule } from '../model/network/network.ts';
import type { Place } from '../model/place.ts';

/** For reports, as kinds of node have them. */
export const networkCaveats: Caveats = {
  assumes: 'A message arrives whole, late, or not at all; links that are not described are perfect.',
  leavesOut: 'Packets, congestion control, handshakes and retransmission, shared uplinks, DNS.',
};

const quality = {
  latency: durationDistribution({
    label: 'Latency',
    help: 'One-way delay of a message, without the time to send its bytes.',
    unit: 'ms',
    examples: ['0.5ms', 'lognormal p50 0.5ms p99 2ms'],
  }).optional(),
  bandwidth: bandwidth({
    label: 'Bandwidth',
    help: 'Messages of one direction of a link are sent one after another at this speed. Without it, sending takes no time.',
    min: 1,
  }).optional(),
  loss: share({ label: 'Loss', help: 'Chance that a message is lost.' }).optional(),
};

const link = z.strictObject({
  from: nodeId({ label: 'From', help: 'A node, or one instance such as `order-3`.' }),
  to: nodeId({ label: 'To', help: 'A node, or one instance such as `order-3`.' }),
  ...quality,
  oneWay: flag({
    label: 'One way',
    help: 'Only messages from `from` to `to`; otherwise both directions.',
  }).optional(),
});

/** The `network` section. What a more special rule leaves out, it takes from the more general one. */
export const networkSchema = describeField(
  z.strictObject({
    default: group(quality, {
      label: 'Default',
      help: 'Every link for which nothing else is said.',
    }).optional(),
    withinZone: group(quality, {
      label: 'Within a zone',
      help: 'Links between two places in one zone.',
    }).optional(),
    betweenZones: group(quality, { label: 'Between zones', help: 'Links between two zones.' }).optional(),
    links: list(link, {
      label: 'Links',
      help: 'Single links. The last one that fits two instances best wins.',
    }).optional(),
  }),
  { label: 'Network', help: 'How long messages travel. Without it, they arrive at once.', type: 'group' },
);

export type NetworkSection = z.output<typeof networkSchema>;
type Quality = Partial<LinkSpec>;
type ExplicitLink = NonNullable<NetworkSection['links']>[number];

/** From the most general rule to the most special one; later ones overwrite what they mention. */
export function linkRuleOf(section: NetworkSection | undefined): LinkRule {
  if (section === undefined) return () => PERFECT_LINK;
  const explicit = section.links ?? [];
  return (from, to) => {
    const zone = zoneRule(section, from, to);
    const own = explicit.map((rule) => ({ rule, fit: fit(rule, from, to) })).filter((found) => found.fit > 0);
    const special = own.toSorted((a, b) => a.fit - b.fit).map((found) => found.rule);
    return merge([section.default, zone, ...special]);
  };
}

function zoneRule({ withinZone, betweenZones }: NetworkSection, from: Place, to: Place): Quality | undefined {
  if (from.zone === '' || to.zone === '') return undefined;
  return from.zone === to.zone ? withinZone : betweenZones;
}

/** 0 when the rule is not about these two; more when it names instances and not whole nodes. */
function fit({ from, to, oneWay }: ExplicitLink, a: Place, b: Place): number {
  const there = sideFit(from, a) * sideFit(to, b);
  return there > 0 || oneWay === true ? there : sideFit(from, b) * sideFit(to, a);
}

function sideFit(name: string, place: Place): number {
  return name === place.id ? 2 : name === place.node ? 1 : 0;
}

function merge(rules: readonly (Quality | undefined)[]): LinkSpec {
  return rules.reduce<LinkSpec>(
    (merged, rule) => ({
      latency: rule?.latency ?? merged.latency,
      bandwidth: rule?.bandwidth ?? merged.bandwidth,
      loss: rule?.loss ?? merged.loss,
    }),
    PERFECT_LINK,
  );
}
