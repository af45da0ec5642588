import { didYouMean, thereAre, type Wordings } from './words.ts';

/** Overrides and commands. */
export const commandWords: Wordings = {
  'not-an-override': ({ override }) => [
    `\`${override}\` is no override.`,
    'An override is a path and a value with an equals sign between.',
    'Write it like `nodes.order.replicas=3` or `order.replicas=3`.',
  ],
  'override-unknown-path': (data) => [
    `\`${data.override}\` leads nowhere: there is no \`${data.step}\`.`,
    thereAre(data, 'settings'),
    didYouMean(data, 'Start at the top of the document, or with the id of a node.'),
  ],
  'override-unreadable': ({ override, detail }) => [
    `The value in \`${override}\` can't be read: ${detail}`,
    'It is read as YAML, as if it stood in the document.',
    'Put it in quotes, or close its brackets.',
  ],
  'not-a-command': ({ value }) => [
    `\`${value}\` is no command.`,
    'A command is one fault, or one setting to change.',
    'Write it like `{ crash: order-3, for: 30s }` or `{ set: front.policy, to: random }`.',
  ],
  'set-without-value': () => [
    'This `set` has no `to`.',
    'A change needs the setting and its new value.',
    'Write it like `{ set: front.policy, to: random }`.',
  ],
  'set-unknown-node': (data) => [
    `There is no node \`${data.name}\`.`,
    thereAre(data, 'nodes'),
    didYouMean(data, 'Write the node’s id, a point, and the setting.'),
  ],
  'set-not-live': (data) => [
    `\`${data.setting}\` of \`${data.node}\` can't change while the run goes on.`,
    data.live === '' ? 'None of its settings can.' : `Settings that can: ${data.live}.`,
    didYouMean(data, 'Change it in the document and run again.'),
  ],
};
