import { useEffect } from 'react';
import { previousMoment, seek, setSpeed, step, strike, togglePlay } from '../state/actions.ts';
import { live } from '../state/live.ts';
import { usePlayback } from '../state/playback.ts';
import { useSession } from '../state/session.ts';
import { openDialog, useUi } from '../state/ui.ts';
import { faster, slower } from '../timeline/speed.ts';
import { closeInspector } from '../inspector/close.ts';
import { lastsFor } from '../inspector/lasts.ts';
import { targetOf } from '../inspector/target.ts';
import { walk } from './walk.ts';

/** Keys that act wherever the focus is not in a field or a dialog. */
export function useKeyboard(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') return closeSomething();
      if (keepsKey(event) || useUi.getState().dialog !== null) return;
      if (event.key.startsWith('Arrow') && walk(event)) return;
      const act = actionFor(event);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function actionFor(event: KeyboardEvent): (() => void) | null {
  const { key, target } = event;
  if (useSession.getState().status === 'refused') return null;
  if (key === ' ') return isControl(target) ? null : togglePlay;
  if (key === 'Home') return () => void seek(0);
  if (key === 'End') return () => void seek(live.recording?.end ?? 0);
  if (!useUi.getState().letterKeys) return null;
  return LETTERS[key] ?? null;
}

const LETTERS: Readonly<Record<string, () => void>> = {
  '.': () => step('event'),
  '>': () => step('moment'),
  '<': previousMoment,
  ']': () => setSpeed(faster(usePlayback.getState().speed)),
  '[': () => setSpeed(slower(usePlayback.getState().speed)),
  k: togglePlay,
  x: crashSelection,
  f: () => dispatchEvent(new Event('brownout:fit')),
  s: () => useUi.setState(({ story }) => ({ story: !story })),
  c: () => useUi.setState(({ charts }) => ({ charts: charts.length > 0 ? [] : ['throughput', 'latency'] })),
  '?': () => openDialog('keys'),
};

function crashSelection(): void {
  const { selection } = useUi.getState();
  const { opened } = useSession.getState();
  const target = selection === null || opened === null ? null : targetOf(selection, opened);
  if (target !== null && selection?.kind !== 'link')
    void strike({ crash: target, for: lastsFor(opened!.duration)[1] });
}

function closeSomething(): void {
  if (useUi.getState().dialog === null) closeInspector();
}

/** Fields take every key; sliders only those that move them, so that the page can be played after one was dragged. */
function keepsKey({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && target.type === 'range') return key.length > 1;
  return target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** Space presses these by itself. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, summary') !== null;
}
