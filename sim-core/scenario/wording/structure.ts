import { didYouMean, thereAre, type Wordings } from './words.ts';

/** Names that don't exist, and parts that don't fit together. */
export const structureWords: Wordings = {
  'unknown-node': (data) => [
    `There is no node \`${data.name}\`.`,
    thereAre(data, 'other nodes'),
    didYouMean(data, `Add a node \`${data.name}\`, or name one that there is.`),
  ],
  'unknown-place': (data) => [
    `There is no node or instance \`${data.name}\`.`,
    thereAre(data, 'nodes'),
    didYouMean(data, 'Name one that there is; replicas count from 1, as in `order-1`.'),
  ],
  'unknown-zone': (data) => [
    `There is no zone \`${data.name}\`.`,
    thereAre(data, 'zones'),
    didYouMean(data, `Add \`${data.name}\` to \`zones\` at the top.`),
  ],
  'unknown-class': (data) => [
    `No client sends requests of class \`${data.name}\`.`,
    data.known === '' ? 'No classes are named.' : `Classes are: ${data.known}.`,
    didYouMean(data, 'Name one that there is, or add it to a client.'),
  ],
  'unknown-file': (data) => [
    `There is no file \`${data.name}\` beside the scenario.`,
    'Its contents are needed to run.',
    didYouMean(data, 'Put the file into the same folder.'),
  ],
  'unreadable-file': ({ name, lines, bad, first, expected }) => [
    bad === 0 ? `\`${name}\` is empty.` : `\`${name}\` can't be read: ${bad} of its lines make no sense.`,
    bad === 0
      ? 'There is nothing to send.'
      : `Line ${first} is the first of them; only ${lines} could be read.`,
    `It must be ${expected}.`,
  ],
  'bad-lines': ({ name, bad, first, expected }) => [
    `${bad} of the lines of \`${name}\` can't be read.`,
    `They are left out. Line ${first} is the first of them.`,
    `Put them right, or go on without them; the file must be ${expected}.`,
  ],
  'zone-and-zones': () => [
    'The node has both `zone` and `zones`.',
    'They say the same thing: `zone` for one place, `zones` for several.',
    'Remove one of them.',
  ],
  'instance-id-clash': ({ name, node }) => [
    `\`${name}\` is also the name of a replica of \`${node}\`.`,
    'Replicas are called after their node with a number, and each name must be one thing.',
    'Rename this node.',
  ],
  'target-is-client': ({ name, kind }) => [
    `\`${name}\` can't be sent anything.`,
    `It is a ${kind}: it sends requests and answers none.`,
    'Name a server, a balancer or a store.',
  ],
  'not-offered': ({ product, setting, instead }) => [
    `${product} has nothing like \`${setting}\`.`,
    'With a preset, a balancer can only do what that product can.',
    instead === ''
      ? `Remove \`${setting}\`, or leave out \`preset\`.`
      : `Use ${instead} instead, or leave out \`preset\`.`,
  ],
  'policy-not-offered': ({ product, policy, known }) => [
    `${product} has no policy \`${policy}\`.`,
    `Its policies are: ${known}.`,
    'Choose one of them, or leave out `preset`.',
  ],
  'no-slow-start': ({ policy }) => [
    `\`${policy}\` can't start a backend slowly.`,
    'Slow start lets a weight grow step by step; with this policy every step would move requests elsewhere.',
    'Remove `slowStart`, or take a policy that counts turns or requests, such as `round-robin`.',
  ],
  'needs-balancer': ({ from, name, replicas }) => [
    `\`${name}\` has ${replicas} replicas, but \`${from}\` would talk to the first one only.`,
    'Something has to choose among replicas.',
    `Put a balancer between them: \`{ kind: load-balancer, backends: ${name} }\`.`,
  ],
  'call-loop': ({ loop, hops }) => [
    `${loop} can loop forever.`,
    `A request that goes round ends with “too many hops” after ${hops} of them, having kept everybody busy.`,
    'Remove one of the calls, or keep it to see what happens.',
  ],
  'no-traffic': () => [
    'Nobody sends requests.',
    'Without a client nothing happens.',
    'Add a client: `{ kind: source, target: …, rate: 10/s }`.',
  ],
  'unused-node': ({ name }) => [
    `Nobody sends anything to \`${name}\`.`,
    'It would stay idle.',
    'Name it as a target, or remove it.',
  ],
  'majority-of-two': ({ name }) => [
    `\`${name}\` has 2 replicas, and a leader needs a majority of them, which is both.`,
    'If either one fails, every write fails: two are less available than one.',
    'Use `replicas: 3`, or `fencing: false` to see two leaders at once.',
  ],
  'too-many-instances': ({ instances, max }) => [
    `There are ${instances} instances over all nodes.`,
    `More than ${max} would not fit into memory with all that is measured.`,
    'Use fewer replicas, each with more cores.',
  ],
  'too-many-columns': ({ columns, max }) => [
    `There would be ${columns} figures to follow through time.`,
    `More than ${max} would not fit into memory.`,
    'Use fewer replicas, each with more cores.',
  ],
};
