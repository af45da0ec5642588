import { t } from 'i18next';
import type { Report } from '../../../sim-core/run/report.ts';
import { startEngine, type Engine } from '../worker/client.ts';
import type { Doing, DoingWish, EngineLetter, OpenResult, PageProblem } from '../worker/protocol.ts';
import { joined } from '../i18n/joined.ts';
import { problemText } from '../i18n/problem-text.ts';
import { FIRST_SCENARIO, filesFor, scenarioNamed } from '../scenarios.ts';
import { live } from './live.ts';
import { readInstances } from './instances.ts';
import { forgetMomentsAfter, readMoments, useMoments } from './moments.ts';
import { usePlayback } from './playback.ts';
import { useSession } from './session.ts';
import { isIn, prefersStill, select, tell, useUi } from './ui.ts';

/** Share of the run that a still opening shows: late enough for the picture to mean something. */
const STILL_SHARE = 0.25;

let engine: Engine | null = null;

/** The engine, started when first needed and again after it died. */
function running(): Engine {
  engine ??= startEngine(hear, (message) => crashed(message));
  return engine;
}

/** Number of the run that is on the page. */
let shown = 0;

function hear({ run, news }: EngineLetter): void {
  // What is still told of a run that has left the page.
  if (run !== shown) return;
  switch (news.type) {
    case 'frame': {
      const free = live.take(news.frame);
      if (free !== null) engine?.giveBack(free);
      return;
    }
    case 'series':
      live.recording?.append(news.chunk);
      live.tellRecord();
      return;
    case 'digest':
      live.recording?.takeQuantiles(news.digest.quantiles, news.digest.now);
      readMoments(news.digest);
      readInstances();
      if (!news.digest.playing) live.redraw();
      usePlayback.setState({ digest: news.digest, playing: news.digest.playing });
      return;
    case 'future':
      forgetMomentsAfter(news.from);
      live.changeFuture(news.from);
      return;
    case 'seeking':
      usePlayback.setState({ seeking: news.share < 1 ? news.share : null });
      return;
    case 'crash':
      crashed(news.crash.message, news.crash.at, news.crash.events);
  }
}

/** The recording stays; the banner says where it ends. */
function crashed(message: string, at = live.now, events = 0): void {
  engine?.close();
  engine = null;
  useSession.setState({ crash: { message, at, events } });
  usePlayback.setState({ playing: false, seeking: null });
}

export interface Wish {
  readonly name: string | null;
  readonly text: string;
  readonly seed?: number | null;
  readonly sets?: readonly string[];
  readonly doings?: readonly DoingWish[];
  readonly at?: number;
  readonly playing?: boolean;
  readonly speed?: number | null;
}

/** Opens a scenario and begins to play it. What it refuses is told with its problems. */
export async function open(wish: Wish): Promise<boolean> {
  const { name, text } = wish;
  useSession.setState({
    crash: null,
    ...(useSession.getState().opened === null ? { status: 'loading' } : {}),
  });
  const result = await load(wish).catch((error: unknown) => {
    useSession.setState({ name, text });
    crashed(error instanceof Error ? error.message : String(error), 0);
    return null;
  });
  if (result === null) return false;
  if (!result.ok) {
    void running().api.pause();
    useSession.setState({ status: 'refused', name, text, opened: null, problems: result.problems });
    return false;
  }
  await show(wish, result);
  return true;
}

async function load({ text, seed = null, sets = [], doings = [], speed = null }: Wish): Promise<OpenResult> {
  return running().api.open({ text, seed, sets, doings, files: await filesFor(text), speed });
}

/** Puts what was loaded on the page, and lets it begin. */
async function show(
  { name, text, sets = [], at, playing }: Wish,
  result: Extract<OpenResult, { ok: true }>,
): Promise<void> {
  const still = prefersStill();
  const { opened, doings, speed, unfit } = result;
  shown = result.run;
  const before = useSession.getState();
  const same = before.name === name && before.text === text;
  live.open(opened.plan);
  if (!same || !isIn(opened.plan, useUi.getState().selection)) select(null);
  if (!same) useUi.setState({ client: 0 });
  useMoments.setState({ moments: [] });
  useSession.setState({ status: 'ready', name, text, sets, opened, problems: [], doings, aside: null });
  usePlayback.setState({ speed, seeking: null, digest: null });
  tell(unfit > 0 ? { text: t('links.dropped', { count: unfit }) } : null);
  await running().api.begin(shown, at ?? (still ? opened.duration * STILL_SHARE : 0), playing ?? !still);
}

/** A scenario of one's own: the address can't name it, so the browser's history keeps its text for Back and Reload. */
export function openOwn(text: string): Promise<boolean> {
  history.pushState({ own: text }, '', location.pathname + location.search);
  return open({ name: null, text });
}

/** Text of one's own scenario that the present entry of the browser's history keeps. */
export function ownText(): string | null {
  const state = history.state as { readonly own?: unknown } | null;
  return typeof state?.own === 'string' ? state.own : null;
}

/** Opens a scenario that comes along; Back leads to the one before. */
export function choose(name: string): Promise<boolean> {
  history.pushState(null, '', `#${name}`);
  return openNamed(name);
}

async function openNamed(name: string): Promise<boolean> {
  const scenario = scenarioNamed(name);
  return scenario !== undefined && open({ name: scenario.name, text: await scenario.load() });
}

export function openFirst(): Promise<boolean> {
  return openNamed(FIRST_SCENARIO);
}

/** The same scenario from the start, with another seed or other doings. */
export function reopen(change: Partial<Wish> = {}): Promise<boolean> {
  return open({ ...wishOfSession(), ...change });
}

function wishOfSession(): Wish {
  const { name, text, sets, opened, doings } = useSession.getState();
  return { name, text, sets, seed: opened?.seed ?? null, doings, speed: usePlayback.getState().speed };
}

/**
 * The same run with another setting, from the start. What is wrong with it is returned and the present run
 * goes on.
 */
export async function restartWith(path: string, value: string): Promise<string | null> {
  const wish = wishOfSession();
  const sets = [...(wish.sets ?? []).filter((set) => !set.startsWith(`${path}=`)), `${path}=${value}`];
  const wanted = { ...wish, sets };
  const result = await load(wanted);
  if (!result.ok) return sentences(result.problems);
  await show(wanted, result);
  return null;
}

function sentences(problems: readonly PageProblem[]): string {
  return joined(
    ...problems.flatMap((problem) =>
      (['what', 'why', 'fix'] as const)
        .filter((part) => problem[part] !== '')
        .map((part) => problemText(t, problem, part)),
    ),
  );
}

export function togglePlay(): void {
  const { playing, digest } = usePlayback.getState();
  if (engine === null) return;
  if (digest?.finished === true && !playing) void seek(0).then(() => engine?.api.play());
  else void (playing ? engine.api.pause() : engine.api.play());
  usePlayback.setState({ playing: !playing });
}

export async function setPlaying(playing: boolean): Promise<void> {
  await (playing ? engine?.api.play() : engine?.api.pause());
}

export function setSpeed(speed: number): void {
  // What was managed at another speed says nothing about this one.
  usePlayback.setState(({ digest }) => ({ speed, digest: digest === null ? null : { ...digest, pace: 0 } }));
  void engine?.api.setSpeed(speed);
}

export function step(to: 'event' | 'moment'): void {
  usePlayback.setState({ playing: false });
  void engine?.api.step(to);
}

export async function seek(time: number): Promise<void> {
  const duration = useSession.getState().opened?.duration ?? 0;
  await engine?.api.seek(Math.min(duration, Math.max(0, time)));
}

export function previousMoment(): void {
  const before = useMoments.getState().moments.filter(({ at }) => at < live.now - 1e-9);
  void seek(before.length === 0 ? 0 : before[before.length - 1].at);
}

/**
 * Does something to the run now. A change of the past puts the later doings aside; it never loses them.
 * @returns what is wrong with it, or null.
 */
export async function act(entry: Doing['entry']): Promise<string | null> {
  const before = useSession.getState().doings;
  const { end = 0, interval = 0 } = live.recording ?? {};
  if (engine === null) return null;
  const run = shown;
  const result = await engine.api.act(entry);
  if (run !== shown) return null;
  if (!result.ok) return sentences(result.problems);
  const { dropped } = result;
  // Not what the page showed when it was asked for: the run may have been on its way to another instant.
  const { at } = result.doings[result.doings.length - 1];
  const aside = dropped.length === 0 ? {} : { aside: { doings: before, dropped: dropped.length, at } };
  useSession.setState({ doings: result.doings, ...aside });
  if (end > at + interval) tellOfAside(dropped.length);
  return null;
}

/** As {@link act}, for what has no place of its own to show what is wrong. */
export async function strike(entry: Doing['entry']): Promise<void> {
  const wrong = await act(entry);
  if (wrong !== null) tell({ text: wrong });
}

function tellOfAside(dropped: number): void {
  if (dropped === 0) tell({ text: t('aside.toldNothing') });
  else tell({ text: t('aside.told'), action: { label: t('aside.undo'), run: undoAside } });
}

/** Takes the last change of the past back: what was done later is done again. */
export function undoAside(): void {
  const { aside } = useSession.getState();
  if (aside === null) return;
  void redo(aside.doings, aside.at).then(() => useSession.setState({ aside: null }));
  tell(null);
}

/** Takes one doing back and replays without it. */
export function takeBack(index: number): void {
  const { doings } = useSession.getState();
  const gone = doings[index];
  const rest = doings.filter((_, i) => i !== index);
  void redo(rest, live.now, gone.at);
}

async function redo(doings: readonly DoingWish[], at: number, changedFrom = at): Promise<void> {
  const run = shown;
  const result = await engine?.api.redo(doings, at, changedFrom);
  if (result?.ok === true && run === shown) useSession.setState({ doings: result.doings });
}

export async function report(): Promise<Report | null> {
  return engine?.api.report() ?? null;
}

/** Problems of a text that is not opened yet. */
export async function check(text: string): Promise<readonly PageProblem[]> {
  return running().api.check(text, await filesFor(text));
}

export function sampleOneIn(log2: number): void {
  void engine?.api.sample(log2);
}
