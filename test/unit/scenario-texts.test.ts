import { describe } from 'vitest';
import { MARK, nodes, testCases, top, type Row } from './scenario-cases.ts';

const TEXTS: Row[] = [
  [
    'empty-document',
    `${MARK}# nothing`,
    'The document is empty.',
    'Start with `brownout: 1` and a section `nodes:`.',
  ],
  [
    'not-a-scenario',
    `${MARK}hello`,
    'This is hello, not a scenario.',
    'Start with `brownout: 1` and a section `nodes:`.',
  ],
  [
    'not-a-scenario',
    `${MARK}[1, 2]`,
    'This is a list, not a scenario.',
    'Start with `brownout: 1` and a section `nodes:`.',
  ],
  [
    'newer-version',
    `brownout: ${MARK}2\nnodes: {}`,
    'The document is of version 2.',
    'Use a newer Brownout, or write the document in version 1.',
  ],
  [
    'yaml-syntax',
    `brownout: 1\nnodes: {a: 1\n${MARK}b: 2`,
    'This is not readable as YAML: Flow map in block collection must be sufficiently indented and end with a }.',
    'Check indentation, colons, quotes and brackets just before this place.',
  ],
  [
    'yaml-version',
    `${MARK}%YAML 1.1\n---\nbrownout: 1`,
    'The document asks for YAML 1.1.',
    'Remove the line that starts with `%YAML`.',
  ],
  [
    'yaml-tag',
    `brownout: !!int ${MARK}1\nnodes: {a: {kind: server}}`,
    'The tag `tag:yaml.org,2002:int` is not allowed.',
    'Remove the tag and write the value itself.',
  ],
  [
    'merge-key',
    nodes('a: &a { kind: server }', `b: { ${MARK}<<: *a }`),
    'Merge keys (`<<`) are not allowed.',
    'Write the settings out, or use an alias as the value of one setting.',
  ],
  ['duplicate-key', top('seed: 1', `${MARK}seed: 2`), '`seed` is given twice.', 'Remove one of them.'],
  [
    'forbidden-key',
    nodes(`${MARK}__proto__: { kind: server }`),
    "`__proto__` can't be a name.",
    'Choose another name.',
  ],
  [
    'key-not-a-text',
    top(`? ${MARK}[a, b]\n: 1`),
    'This key is not a word.',
    'Use a word such as `order`, with a colon after it.',
  ],
  [
    'several-documents',
    `${top()}\n${MARK}---\nbrownout: 1`,
    'A second document starts here.',
    'Remove the line `---`, or put the second scenario into a file of its own.',
  ],
  [
    'unknown-anchor',
    top(`title: ${MARK}*name`),
    'There is no anchor `&name` before this place.',
    'Mark the part to repeat with `&name`, or write the value out.',
  ],
  [
    'document-too-deep',
    `brownout: ${'['.repeat(63)}${MARK}[${'['.repeat(9)}${']'.repeat(73)}`,
    'Maps and lists are nested more than 64 levels deep here.',
    'Close the brackets that were opened, or flatten this part.',
  ],
  [
    'document-too-long',
    `${MARK}# ${'x'.repeat(1_000_000)}`,
    'The document has 1,000,002 bytes.',
    'Move long lists into files of their own, or leave parts out.',
  ],
  [
    'document-too-many-pieces',
    `${'- '.repeat(74_999)}-${MARK} - `,
    'The document has more than 150,000 words and signs.',
    'Move long lists into files of their own, or leave parts out.',
  ],
  [
    'too-many-aliases',
    `a: &a 1\nb: [${'*a, '.repeat(50)}${MARK}*a]`,
    'Anchors are used more than 50 times.',
    'Write some of the repeated parts out.',
  ],
  [
    'too-many-values',
    `a: &a [${'1, '.repeat(30_000)}1]\nb: [*a, *a, *a, ${MARK}*a]`,
    'The document stands for more than 150,000 values.',
    'Use fewer aliases, or shorter lists.',
  ],
];

const OVERRIDES: Row[] = [
  [
    'not-an-override',
    `${MARK}${top()}`,
    '`seed` is no override.',
    'Write it like `nodes.order.replicas=3` or `order.replicas=3`.',
    { set: ['seed'] },
  ],
  [
    'not-an-override',
    `${MARK}${top()}`,
    '`a b=3` is no override.',
    'Write it like `nodes.order.replicas=3` or `order.replicas=3`.',
    { set: ['a b=3'] },
  ],
  [
    'override-unknown-path',
    `${MARK}${top()}`,
    '`apj.cores=3` leads nowhere: there is no `apj`.',
    'Did you mean `api`?',
    { set: ['apj.cores=3'] },
  ],
  [
    'override-unknown-path',
    `${MARK}${top()}`,
    '`nodes.apj.cores=3` leads nowhere: there is no `apj`.',
    'Did you mean `api`?',
    { set: ['nodes.apj.cores=3'] },
  ],
  [
    'override-unknown-path',
    `${MARK}${top('zones: [a]')}`,
    '`zones[5]=b` leads nowhere: there is no `5`.',
    'Did you mean `zones[1]`?',
    { set: ['zones[5]=b'] },
  ],
  [
    'override-unknown-path',
    `${MARK}${top()}`,
    '`abcde=b` leads nowhere: there is no `abcde`.',
    'Start at the top of the document, or with the id of a node.',
    { set: ['abcde=b'] },
  ],
  [
    'override-unreadable',
    `${MARK}${top()}`,
    "The value in `seed=[` can't be read: Flow sequence must end with a ]",
    'Put it in quotes, or close its brackets.',
    { set: ['seed=['] },
  ],
  [
    'override-unreadable',
    `${MARK}${top()}`,
    "The value in `seed=` can't be read: nothing stands behind the equals sign.",
    'Put it in quotes, or close its brackets.',
    { set: ['seed='] },
  ],
  [
    'override-unreadable',
    `${MARK}${top()}`,
    "The value in `limits={ events: 1, events: 2 }` can't be read: `events` is given twice.",
    'Put it in quotes, or close its brackets.',
    { set: ['limits={ events: 1, events: 2 }'] },
  ],
  [
    'not-a-quantity',
    nodes(`api: ${MARK}{ kind: server }`),
    'In `api.cores=x`: `cores: x` is not a whole number.',
    'Write it like 5, 100k.',
    { set: ['api.cores=x'] },
  ],
  [
    'no-unit',
    top(`duration: ${MARK}5s`),
    'In `duration=7`: `duration: 7` has no unit.',
    'Did you mean `7s`?',
    { set: ['duration=7'] },
  ],
  [
    'unknown-key',
    nodes(`api: ${MARK}{ kind: server }`),
    "In `api.core=3`: `core` isn't a setting of *server*.",
    'Did you mean `cores`?',
    { set: ['api.core=3'] },
  ],
];

describe('texts', () => {
  testCases(TEXTS);
});
describe('overrides', () => {
  testCases(OVERRIDES);
});
