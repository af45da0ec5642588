import { thousands, type Wordings } from './words.ts';

/** Problems of the text as text. */
export const documentWords: Wordings = {
  'document-too-long': ({ size, max }) => [
    `The document has ${thousands(size)} bytes.`,
    `More than ${thousands(max)} bytes could take minutes to read, so they are refused.`,
    'Move long lists into files of their own, or leave parts out.',
  ],
  'document-too-deep': ({ max }) => [
    `Maps and lists are nested more than ${max} levels deep here.`,
    'Such a document could end the program that reads it, so it is refused.',
    'Close the brackets that were opened, or flatten this part.',
  ],
  'document-too-many-pieces': ({ max }) => [
    `The document has more than ${thousands(max)} words and signs.`,
    'That many could take minutes to read, so they are refused from here on.',
    'Move long lists into files of their own, or leave parts out.',
  ],
  'too-many-values': ({ max }) => [
    `The document stands for more than ${thousands(max)} values.`,
    'Each use of an anchor counts again, and that many values could fill the memory.',
    'Use fewer aliases, or shorter lists.',
  ],
  'too-many-aliases': ({ max }) => [
    `Anchors are used more than ${max} times.`,
    'Aliases of aliases can grow without limit, so their number is bounded.',
    'Write some of the repeated parts out.',
  ],
  'unknown-anchor': ({ anchor }) => [
    `There is no anchor \`&${anchor}\` before this place.`,
    'An alias repeats what an anchor has marked further up.',
    `Mark the part to repeat with \`&${anchor}\`, or write the value out.`,
  ],
  'yaml-syntax': ({ detail }) => [
    `This is not readable as YAML: ${detail}.`,
    'The text has to be read before anything in it can be checked.',
    'Check indentation, colons, quotes and brackets just before this place.',
  ],
  'yaml-version': ({ version }) => [
    `The document asks for YAML ${version}.`,
    'Scenarios are YAML 1.2; in older versions words such as `yes` mean something else.',
    'Remove the line that starts with `%YAML`.',
  ],
  'yaml-tag': ({ tag }) => [
    `The tag \`${tag}\` is not allowed.`,
    'Scenarios are plain data: maps, lists, texts, numbers.',
    'Remove the tag and write the value itself.',
  ],
  'merge-key': () => [
    'Merge keys (`<<`) are not allowed.',
    'What a node is set to should be readable where it stands.',
    'Write the settings out, or use an alias as the value of one setting.',
  ],
  'duplicate-key': ({ key }) => [
    `\`${key}\` is given twice.`,
    'Only one of the two could count, and which one is not to be guessed.',
    'Remove one of them.',
  ],
  'forbidden-key': ({ key }) => [
    `\`${key}\` can't be a name.`,
    'JavaScript gives it a special meaning.',
    'Choose another name.',
  ],
  'key-not-a-text': () => [
    'This key is not a word.',
    'Settings and nodes are named by words.',
    'Use a word such as `order`, with a colon after it.',
  ],
  'several-documents': () => [
    'A second document starts here.',
    'A file holds one scenario.',
    'Remove the line `---`, or put the second scenario into a file of its own.',
  ],
  'empty-document': () => [
    'The document is empty.',
    'A scenario needs at least its version and a node.',
    'Start with `brownout: 1` and a section `nodes:`.',
  ],
  'not-a-scenario': ({ value }) => [
    `This is ${value}, not a scenario.`,
    'A scenario is a map: its version, its nodes, and what happens to them.',
    'Start with `brownout: 1` and a section `nodes:`.',
  ],
  'newer-version': ({ version }) => [
    `The document is of version ${version}.`,
    'This program reads version 1; what a newer one means can’t be guessed.',
    'Use a newer Brownout, or write the document in version 1.',
  ],
  'too-many-problems': ({ more }) => [
    `${thousands(more)} more problems are not shown.`,
    'The first ones usually explain the rest.',
    'Fix those above and look again.',
  ],
};
