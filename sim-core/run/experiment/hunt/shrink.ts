import type { Scenario } from '../../../scenario/scenario.ts';
import { ddmin, type Search } from './ddmin.ts';
import type { Frame } from './draw.ts';
import { firstOf, ladder, least } from './ladder.ts';
import { narrower } from './narrower.ts';
import type { Schedule, Trouble } from './trouble.ts';

/** No fault is made shorter than this share of the run. */
const FINEST = 1 / 2000;
/** How far a fault may be moved for a rounder time, as a share of the run. */
const FARTHEST = 0.1;
/** Times are moved to multiples of these, if that will do; seconds. */
const ROUND_TIMES = [
  3600, 1800, 600, 300, 60, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001,
];

/**
 * Makes a schedule that has no needless fault as small as it goes, one fault after another: fewer places, then shorter,
 * then milder, then rounder times; in the end it looks again whether all faults are needed. Every step keeps only what was
 * seen to do, so what comes out does.
 */
export function* shrink(
  schedule: Schedule,
  frame: Frame,
  scenario: Pick<Scenario, 'nodes'>,
): Search<Schedule> {
  let best = schedule;
  for (const step of [narrow, endEarlier, beginLater, weaken])
    for (let i = 0; i < best.length; i++) best = yield* step(best, i, frame, scenario);
  best = yield* together(best);
  for (let i = 0; i < best.length; i++) best = yield* rounder(best, i, frame);
  return best.length > 1 ? yield* ddmin(best) : best;
}

const replaced = (schedule: Schedule, i: number, change: Partial<Trouble>): Schedule =>
  schedule.with(i, { ...schedule[i], ...change });

function* narrow(
  schedule: Schedule,
  i: number,
  _frame: Frame,
  scenario: Pick<Scenario, 'nodes'>,
): Search<Schedule> {
  let best = schedule;
  for (;;) {
    const next: Schedule = yield* firstOf(
      best,
      narrower(best[i], scenario).map((trouble) => best.with(i, trouble)),
    );
    if (next === best) return best;
    best = next;
  }
}

/** Ladder of durations below what a fault lasts. */
const shorter = ({ lasts }: Trouble, { duration }: Frame): number[] => ladder(duration * FINEST, lasts);

function* endEarlier(schedule: Schedule, i: number, frame: Frame): Search<Schedule> {
  return yield* least(schedule, shorter(schedule[i], frame), (lasts) => replaced(schedule, i, { lasts }));
}

function* beginLater(schedule: Schedule, i: number, frame: Frame): Search<Schedule> {
  const { at, lasts: before } = schedule[i];
  return yield* least(schedule, shorter(schedule[i], frame), (lasts) =>
    replaced(schedule, i, { at: Number((at + before - lasts).toPrecision(9)), lasts }),
  );
}

/** Without the flag that makes it worse, then as mild as will do. */
function* weaken(schedule: Schedule, i: number): Search<Schedule> {
  const { worse, strength, fault } = schedule[i];
  const plain = worse ? yield* firstOf(schedule, [replaced(schedule, i, { worse: false })]) : schedule;
  if (fault.strength === undefined || strength === null) return plain;
  const milder = ladder(fault.strength.mild, strength);
  return yield* least(plain, milder, (value) => replaced(plain, i, { strength: value }));
}

/** All at the same time, which is easier to tell. */
function* together(schedule: Schedule): Search<Schedule> {
  const times = [...new Set(schedule.map(({ at }) => at))];
  if (times.length < 2) return schedule;
  return yield* firstOf(
    schedule,
    times.map((at) => schedule.map((trouble) => ({ ...trouble, at }))),
  );
}

/** To the roundest time that will do; what strikes at the same time moves along. */
function* rounder(schedule: Schedule, i: number, { duration, from, to }: Frame): Search<Schedule> {
  const { at } = schedule[i];
  const moving = schedule.filter((trouble) => trouble.at === at);
  if (schedule.findIndex((trouble) => trouble.at === at) < i) return schedule;
  const longest = Math.max(...moving.map(({ lasts }) => lasts));
  const times: number[] = [];
  for (const step of ROUND_TIMES) {
    const time = Number((Math.round(at / step) * step).toPrecision(9));
    if (time === at) break;
    const isNear = Math.abs(time - at) <= duration * FARTHEST && time >= from && time + longest <= to;
    if (isNear && !times.includes(time)) times.push(time);
  }
  return yield* firstOf(
    schedule,
    times.map((time) => schedule.map((trouble) => (trouble.at === at ? { ...trouble, at: time } : trouble))),
  );
}
