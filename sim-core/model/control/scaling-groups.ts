import * as z from 'zod';
import { constant } from '../../random/distributions.ts';
import { count, duration, durationDistribution, group, oneOf, plain, share } from '../fields.ts';

export const steps = z.strictObject({
  above: plain({
    label: 'Above',
    help: 'Measured minus target from which the step holds; below 0 it holds downwards. 0.2 is twenty points of utilisation.',
    min: -1e12,
    max: 1e12,
  }),
  change: plain({
    label: 'Change',
    help: 'What it changes, in the step unit; below 0 it takes away.',
    min: -100_000,
    max: 100_000,
  }),
});

export const schedule = z.strictObject({
  at: duration({ label: 'At', help: 'From when on.', min: 0 }),
  replicas: count({ label: 'Replicas', help: 'How many then.', min: 1, max: 20_000 }),
});

const smoothing = (label: string, what: string) =>
  share({ label, help: `How fast the ${what} is learned: 0 never, 1 believes only what came last.` });

/** How the predictive scaler sees the future. */
export const forecast = group(
  {
    kind: oneOf(
      [
        { name: 'additive', summary: 'Days rise and fall by the same amount, whatever the level.' },
        { name: 'multiplicative', summary: 'Days rise and fall by the same share of the level.' },
      ],
      { label: 'Kind', help: 'How season and level go together.' },
    ).default('additive'),
    season: duration({ label: 'Season', help: 'After what time the load repeats.', min: 1 }).default(86_400),
    parts: count({
      label: 'Parts',
      help: 'So many parts of a season are learned, each with one rate.',
      min: 2,
      max: 10_000,
    }).default(96),
    level: smoothing('Level smoothing', 'level').default(0.3),
    trend: smoothing('Trend smoothing', 'trend').default(0),
    seasonal: smoothing('Seasonal smoothing', 'shape of the season').default(0.3),
  },
  { label: 'Forecast', help: 'predictive: Holt–Winters on the rate seen so far.' },
).prefault({});

/** Machines that replicas are packed on. */
export const pool = group(
  {
    cores: count({ label: 'Cores', help: 'Cores of one machine.', min: 1, max: 100_000 }),
    min: count({ label: 'Minimum', help: 'Fewest machines.', min: 0, max: 20_000 }).default(0),
    max: count({
      label: 'Maximum',
      help: 'Most machines; replicas that find no room wait.',
      min: 1,
      max: 20_000,
    }).default(1000),
    costPerHour: plain({
      label: 'Cost per hour',
      help: 'What one machine costs, from its order until it is given back.',
      min: 0,
      max: 1e9,
    }).default(0),
    provisioning: durationDistribution({
      label: 'Provisioning',
      help: 'From the order of a machine until it is there.',
    }).default(constant(90)),
    idle: duration({
      label: 'Idle time',
      help: 'A machine on which nothing runs is given back after so long.',
      min: 0,
    }).default(600),
  },
  {
    label: 'Pool',
    help: 'Machines that replicas are packed on. Without it, there is always one for each replica.',
  },
).optional();
