import * as z from 'zod';
import { duration, fileName, group, plain, rate } from '../fields.ts';
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
);

const csv = group(
  {
    profile: profileName('csv', 'Rates from a file: one line for each step.'),
    data: fileName({
      label: 'Data',
      help: 'Name of a CSV file beside the scenario, with the columns seconds and requests (counted from that line to the next).',
    }),
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

/** @param duration seconds that the curve must cover. @param files contents of the scenario's files. */
export function curveOf(
  setting: RateSetting,
  scale: number,
  duration: number,
  files: ReadonlyMap<string, string>,
): RateCurve {
  const points = pointsOf(setting, duration, files);
  return new RateCurve(points.map(([time, value]) => [time, value * scale]));
}

type Points = (readonly [number, number])[];

function pointsOf(setting: RateSetting, duration: number, files: ReadonlyMap<string, string>): Points {
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
      return diurnalPoints(setting, duration);
    case 'csv':
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

function csvPoints(
  { data, timeScale, rateScale }: z.output<typeof csv>,
  files: ReadonlyMap<string, string>,
): Points {
  const steps = readRates(files.get(data) ?? '').steps;
  return steps.flatMap(({ from, to, requests }) => {
    const perSecond = ((requests / (to - from)) * rateScale) / timeScale;
    return [[from * timeScale, perSecond] as const, [to * timeScale, perSecond] as const];
  });
}

/** cos(2πi/48) for a quarter of a day; the rest by symmetry. */
const QUARTER = [
  1, 0.9914448613738104, 0.9659258262890683, 0.9238795325112867, 0.8660254037844387, 0.7933533402912352,
  0.7071067811865476, 0.6087614290087207, 0.5, 0.3826834323650898, 0.25881904510252074, 0.13052619222005157,
  0,
];
const STEPS = 48;

function cosine(step: number): number {
  const i = ((step % STEPS) + STEPS) % STEPS;
  if (i <= 12) return QUARTER[i];
  if (i <= 24) return -QUARTER[24 - i];
  return cosine(STEPS - i);
}

/**
 * A raised cosine, taken to the power at which mean and peak fit with a rate that is never negative: the
 * higher the peak above the mean, the narrower it is.
 */
function diurnalPoints({ mean, peak, peakAt, period }: z.output<typeof diurnal>, duration: number): Points {
  const shape = Array.from({ length: STEPS }, (_, i) => (1 + cosine(i)) / 2);
  let values = shape;
  let average = 0.5;
  while (average * peak > mean && values.length > 0 && average > 1 / STEPS) {
    values = values.map((value, i) => value * shape[i]);
    average = values.reduce((sum, value) => sum + value, 0) / STEPS;
  }
  const height = average < 1 ? (peak - mean) / (1 - average) : 0;
  const floor = Math.max(0, peak - height);
  const start = (peakAt ?? (period * 14) / 24) - Math.ceil(((peakAt ?? period) + period) / period) * period;
  const steps = Math.ceil((duration - start) / period + 1) * STEPS;
  return Array.from(
    { length: steps },
    (_, i) => [start + (i * period) / STEPS, floor + height * values[i % STEPS]] as const,
  );
}
