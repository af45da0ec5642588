import * as z from 'zod';
import { complain, duration, fileName, group, type IssueSink, plain, rate } from '../fields.ts';
import { diurnalPoints, MOST_PEAK } from './day-curve.ts';
import { checkRates } from './data-check.ts';
import { readRates } from './data-file.ts';
import { RateCurve } from './rate-curve.ts';

const at = { label: 'At', help: 'When it begins, from the start of the run.' };
const profileName = <const N extends string>(name: N, description: string) =>
  z.literal(name).meta({ title: 'Profile', description });

const steady = group(
  {
    profile: profileName('steady', 'Always the same.'),
    rate: rate({ label: 'Rate', help: 'Requests per second.' }),
  },
  { label: 'Steady', help: 'The same rate throughout.' },
);

const ramp = group(
  {
    profile: profileName('ramp', 'Rises or falls evenly from one rate to another.'),
    from: rate({ label: 'From', help: 'Rate before the ramp.' }),
    to: rate({ label: 'To', help: 'Rate after the ramp.' }),
    start: duration(at).default(0),
    over: duration({ label: 'Over', help: 'How long the ramp takes.', min: 1e-6 }),
  },
  { label: 'Ramp', help: 'An even rise or fall.' },
);

const spike = group(
  {
    profile: profileName('spike', 'A base rate with one peak.'),
    base: rate({ label: 'Base', help: 'Rate before and after.' }),
    peak: rate({ label: 'Peak', help: 'Rate at the top.' }),
    at: duration(at),
    for: duration({ label: 'For', help: 'How long the peak lasts, rise and fall not counted.', min: 0 }),
    rise: duration({ label: 'Rise', help: 'How long it takes to rise, and to fall again.', min: 0 }).default(
      0,
    ),
  },
  { label: 'Spike', help: 'One peak.' },
);

const diurnal = group(
  {
    profile: profileName('diurnal', 'A smooth daily rhythm.'),
    mean: rate({ label: 'Mean', help: 'Mean over a period.' }),
    peak: rate({ label: 'Peak', help: 'Highest rate.' }),
    peakAt: duration({ label: 'Peak at', help: 'When the first peak is.', min: 0 }).optional(),
    period: duration({ label: 'Period', help: 'Length of a day.', min: 0.001 }).default(86_400),
  },
  { label: 'Diurnal', help: 'Day after day.' },
).superRefine(checkDay);

/** A peak below the mean, or one so narrow that the pieces of the curve are too coarse for it. */
function checkDay({ mean, peak }: { mean: number; peak: number }, context: IssueSink): void {
  if (peak < mean) complain(context, { code: 'peak-below-mean', data: {} }, ['peak']);
  if (peak > mean * MOST_PEAK)
    complain(context, { code: 'peak-too-high', data: { max: MOST_PEAK } }, ['peak']);
}

const csv = group(
  {
    profile: profileName('csv', 'Rates from a file: one line for each step.'),
    data: fileName(
      {
        label: 'Data',
        help: 'Name of a CSV file beside the scenario, with the columns seconds and requests (counted from that line to the next).',
      },
      checkRates,
    ),
    timeScale: plain({
      label: 'Time scale',
      help: 'Seconds of the run per second of the file.',
      min: 1e-9,
      max: 1e9,
    }).default(1),
    rateScale: plain({ label: 'Rate scale', help: 'Multiplies every rate.', min: 0, max: 1e9 }).default(1),
  },
  { label: 'CSV', help: 'Rates from a file.' },
);

/** `90/s`, or a profile. */
export const rateParam = z
  .union([
    rate({ label: 'Rate', help: 'Requests per second.' }),
    z.discriminatedUnion('profile', [steady, ramp, spike, diurnal, csv]),
  ])
  .meta({ label: 'Rate', help: 'Requests per second: a rate, or a profile over time.' });

export type RateSetting = number | Profile;
type Profile =
  | z.output<typeof steady>
  | z.output<typeof ramp>
  | z.output<typeof spike>
  | z.output<typeof diurnal>
  | z.output<typeof csv>;

/** @param scale multiplies every rate. @param files contents of the scenario's files. */
export function curveOf(setting: RateSetting, scale: number, files: ReadonlyMap<string, string>): RateCurve {
  const points = pointsOf(setting, files);
  const repeats = typeof setting === 'object' && setting.profile === 'diurnal';
  return new RateCurve(
    points.map(([time, value]) => [time, value * scale]),
    repeats,
  );
}

type Points = readonly (readonly [seconds: number, perSecond: number])[];

function pointsOf(setting: RateSetting, files: ReadonlyMap<string, string>): Points {
  if (typeof setting === 'number') return [[0, setting]];
  switch (setting.profile) {
    case 'steady':
      return [[0, setting.rate]];
    case 'ramp':
      return [
        [setting.start, setting.from],
        [setting.start + setting.over, setting.to],
      ];
    case 'spike':
      return spikePoints(setting);
    case 'diurnal':
      return diurnalPoints(setting);
    default:
      return csvPoints(setting, files);
  }
}

function spikePoints({ base, peak, at: start, for: lasts, rise }: z.output<typeof spike>): Points {
  const top = start + rise;
  return [
    [start, base],
    [top, peak],
    [top + lasts, peak],
    [top + lasts + rise, base],
  ];
}

/** Each line's rate holds until the next line. A file without any line that can be read sends nothing. */
function csvPoints(
  { data, timeScale, rateScale }: z.output<typeof csv>,
  files: ReadonlyMap<string, string>,
): Points {
  const { entries } = readRates(files.get(data) ?? '');
  if (entries.length === 0) return [[0, 0]];
  return entries.flatMap(({ from, to, requests }) => {
    const perSecond = ((requests / (to - from)) * rateScale) / timeScale;
    return [[from * timeScale, perSecond] as const, [to * timeScale, perSecond] as const];
  });
}
