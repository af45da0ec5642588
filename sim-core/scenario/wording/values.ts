import type { ProblemData } from '../problem.ts';
import { capital, didYouMean, sentence, thousands, type Wording, type Wordings } from './words.ts';

const DIMENSIONS: Readonly<Record<string, string>> = {
  duration: 'a duration',
  rate: 'a rate',
  bytes: 'a size',
  bandwidth: 'a bandwidth',
  share: 'a share',
  count: 'a whole number',
  number: 'a plain number',
};

/** What would be mistaken for what if units could be left out. */
const CONFUSION: Readonly<Record<string, string>> = {
  duration: 'seconds for milliseconds',
  rate: 'a number per minute for one per second',
  bytes: 'bytes for megabytes',
  bandwidth: 'bits for bytes',
};

function dimension({ dimension: name }: ProblemData): string {
  return DIMENSIONS[String(name)] ?? 'a quantity';
}

function distribution(rule: string, fix: string): Wording {
  return ({ pair }) => [`\`${pair}\` is no distribution.`, rule, fix];
}

function range(word: 'least' | 'most'): Wording {
  return ({ pair, min, max }) => [
    `\`${pair}\` is too ${word === 'least' ? 'small' : 'large'}.`,
    `It may be from ${min} to ${max}.`,
    word === 'least' ? `Use \`${min}\` or more.` : `Use \`${max}\` or less.`,
  ];
}

/** Problems of single values. */
export const valueWords: Wordings = {
  missing: ({ setting, owner }) => [
    `\`${setting}\` is missing.`,
    `${capital(String(owner))} can't do without it.`,
    `Add \`${setting}:\` here.`,
  ],
  empty: ({ setting }) => [
    `\`${setting}\` has no value.`,
    'An empty value could mean anything.',
    `Write a value after \`${setting}:\`, or remove the line.`,
  ],
  'no-unit': (data) => [
    `\`${data.pair}\` has no unit.`,
    `${capital(dimension(data))} needs one, so that nobody takes ${CONFUSION[String(data.dimension)]}.`,
    didYouMean(data, `Units are ${data.units}.`),
  ],
  'unknown-unit': (data) => [
    `\`${data.pair}\` has no unit that is known here: \`${data.unit}\`.`,
    `Units of ${dimension(data)} are ${data.units}, written right after the number.`,
    didYouMean(data, `Use one of ${data.units}.`),
  ],
  'needless-unit': (data) => [
    `\`${data.pair}\` has a unit, \`${data.unit}\`, where none belongs.`,
    `${capital(String(data.setting))} is ${dimension(data)}.`,
    didYouMean(data, 'Write the number alone.'),
  ],
  'not-a-quantity': (data) => [
    `\`${data.pair}\` is not ${dimension(data)}.`,
    'It has to start with a number, with a point for decimals and without spaces or commas.',
    didYouMean(data, `Write it like ${data.examples}.`),
  ],
  'not-finite': ({ pair }) => [
    `\`${pair}\` is not a number to calculate with.`,
    'Infinity and “not a number” are refused everywhere.',
    'Write a finite number; to have no limit, leave the setting out.',
  ],
  'not-whole': ({ pair }) => [`\`${pair}\` is not a whole number.`, 'It counts things.', 'Round it.'],
  'too-small': range('least'),
  'too-large': range('most'),
  'below-minimum': ({ pair, min }) => [
    `\`${pair}\` is too small.`,
    `The least is ${min}.`,
    `Use \`${min}\` or more.`,
  ],
  'above-maximum': ({ pair, max }) => [
    `\`${pair}\` is too large.`,
    `The most is ${max}.`,
    `Use \`${max}\` or less.`,
  ],
  'share-without-percent': (data) => [
    `\`${data.pair}\` is more than all.`,
    'A share is from 0% to 100%, or a number from 0 to 1.',
    didYouMean(data, 'Add a percent sign.'),
  ],
  'not-a-text': ({ pair, value }) => [
    `\`${pair}\` is not a text.`,
    'YAML reads it as something else.',
    `Put it in quotes: \`${JSON.stringify(String(value))}\`.`,
  ],
  'not-a-wait': ({ pair }) => [
    `\`${pair}\` says nothing about when to go on.`,
    'A step of calls ends with `all` good answers, the `first`, a `quorum` of them, or `none`; `in turn` makes its calls one by one.',
    'Use `all`, `first`, `quorum 2`, `in turn` or `none`.',
  ],
  'text-too-long': ({ setting, length, max }) => [
    `\`${setting}\` has ${thousands(length)} characters.`,
    `There is room for ${thousands(max)}.`,
    'Shorten it.',
  ],
  'not-a-flag': (data) => [
    `\`${data.pair}\` is neither true nor false.`,
    'YAML 1.2 has no `yes`, `no`, `on` and `off`.',
    didYouMean(data, 'Write `true` or `false`.'),
  ],
  'not-an-id': ({ value }) => [
    `\`${value}\` can't be an id.`,
    'Ids start with a lower-case letter and go on with lower-case letters, digits and hyphens, up to 63 characters.',
    'Choose an id such as `order-store`.',
  ],
  'not-a-file-name': ({ value }) => [
    `\`${value}\` can't be the name of a file.`,
    'Data stands beside the scenario; names hold letters, digits, points, hyphens and underscores.',
    'Put the file into the same folder and write its name only.',
  ],
  'unknown-choice': (data) => [
    `\`${data.pair}\` is not known.`,
    `It is one of: ${data.choices}.`,
    didYouMean(data, `Use one of ${data.choices}.`),
  ],
  'missing-choice': ({ key, choices }) => [
    `\`${key}\` is missing.`,
    `It says what the other settings mean, and is one of: ${choices}.`,
    `Add \`${key}:\` with one of these.`,
  ],
  'unknown-key': (data) => [
    `\`${data.key}\` isn't a setting of *${data.owner}*.`,
    'Settings that nobody knows would have no effect, so they are refused.',
    didYouMean(data, data.known === '' ? 'Remove it.' : `Its settings are: ${data.known}.`),
  ],
  'wrong-type': ({ pair, expected }) => [
    `\`${pair}\` should be ${expected}.`,
    'The rest can’t be understood otherwise.',
    `Write ${expected} here.`,
  ],
  'one-entry': ({ setting }) => [
    `\`${setting}\` is a list, and this is one entry of it.`,
    'A list may have one entry, but it must look like a list.',
    `Put the entry into brackets, \`${setting}: [{ … }]\`, or on a line of its own after a dash.`,
  ],
  'too-few-entries': ({ setting, min }) => [
    `\`${setting}\` has too few entries.`,
    `It needs at least ${thousands(min)}.`,
    'Add what is missing.',
  ],
  'too-many-entries': ({ setting, max }) => [
    `\`${setting}\` has too many entries.`,
    `It may have ${thousands(max)} at most.`,
    'Leave some out.',
  ],
  'not-a-distribution': ({ pair, examples }) => [
    `\`${pair}\` is no distribution.`,
    'A distribution is one quantity, or the name of a shape with its numbers.',
    `Write it like \`${examples}\`.`,
  ],
  'unknown-shape': (data) => [
    `\`${data.shape}\` is no shape of a distribution.`,
    `Shapes are: ${data.shapes}.`,
    didYouMean(data, `Use one of ${data.shapes}.`),
  ],
  'distribution-usage': ({ pair, shape, usage }) => [
    `\`${pair}\` is not how \`${shape}\` is written.`,
    'Each shape has its numbers in one order.',
    `Write it like \`${usage}\`.`,
  ],
  'distribution-usage-chance': ({ pair, shape, usage }) => [
    `\`${pair}\` is not how \`${shape}\` is written.`,
    'The share is the chance of the value before it; the value after it takes the rest.',
    `Write it like \`${usage}\`.`,
  ],
  'distribution-not-positive': distribution(
    'Its mean has to be more than zero.',
    'Use a small value, or `0s` alone for none.',
  ),
  'distribution-order': distribution('The second value has to be more than the first.', 'Swap the two.'),
  'distribution-stages': distribution(
    'The number of stages is a whole number from 1 to 1,000.',
    'Write it like `erlang 3 10ms`.',
  ),
  'distribution-scv': distribution(
    'The squared coefficient of variation of a hyperexponential is at least 1.',
    'Use `scv 1` or more; for less variation take `erlang`.',
  ),
  'distribution-quantiles': distribution('p99 has to be more than p50.', 'Swap the two.'),
  'distribution-cv': distribution(
    'The coefficient of variation is from 0.001 to 100.',
    'Write it like `lognormal 20ms cv 1.5`.',
  ),
  'distribution-shape': distribution(
    'The shape is a number from 0.1 to 100 (gamma: to 10,000).',
    'Write it like `weibull 0.7 mean 10ms`.',
  ),
  'mean-too-small': ({ pair, mean, min }) => [
    `The mean of \`${pair}\` is ${mean}.`,
    `It has to be at least ${min}.`,
    'Use larger values.',
  ],
  'mean-too-large': ({ pair, mean, max }) => [
    `The mean of \`${pair}\` is ${mean}.`,
    `It may be ${max} at most.`,
    'Use smaller values.',
  ],
  'not-keys': ({ pair }) => [
    `\`${pair}\` is no key space.`,
    'It says how many different things requests are about, and how popular each is.',
    'Write it like `zipf 1.1 of 100k`, `uniform of 100k` or `one`.',
  ],
  'keys-size': ({ pair, max }) => [
    `\`${pair}\` is not a number of keys.`,
    `There are from 1 to ${max} keys, in whole numbers.`,
    'Write it like `uniform of 100k`.',
  ],
  'keys-exponent': ({ pair }) => [
    `\`${pair}\` has an exponent that can't be used.`,
    'It is a number above 0 and at most 10; popular things are near 1.',
    'Write it like `zipf 1.1 of 100k`, or `uniform of 100k` for no preference.',
  ],
  'peak-below-mean': ({ pair }) => [
    `\`${pair}\` is below the mean.`,
    'The peak is the highest rate, so it is at least the mean.',
    'Raise `peak`, or lower `mean`.',
  ],
  'no-share': () => [
    'Every class has the share 0.',
    'Shares are weights: with none above 0 there is no class that a request could be of.',
    'Give at least one class a `share` above 0, or leave `share` out: then it is 1.',
  ],
  'peak-too-high': ({ pair, max }) => [
    `\`${pair}\` is too high for the mean.`,
    `A smooth rhythm peaks at ${max} times its mean at most.`,
    'Lower `peak`, raise `mean`, or use the profile `spike`.',
  ],
  'not-a-warmup': ({ pair }) => [
    `\`${pair}\` is no warm-up.`,
    'The start of a run is not typical, so it can be left out of the figures.',
    'Write `auto`, `none`, or a duration such as `10s`.',
  ],
  custom: ({ pair, detail }) => [
    `\`${pair}\` can't be used.`,
    sentence(String(detail)),
    'Change it accordingly.',
  ],
};
