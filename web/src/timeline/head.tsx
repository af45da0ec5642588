import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../view/format.ts';
import { seek } from '../state/actions.ts';
import { dragTo, dropHead } from '../state/drag.ts';
import { live } from '../state/live.ts';
import { useFrame } from './use-frame.ts';

/** Steps of the arrow keys, as a share of the run. */
const STEP = 1 / 200;
const LEAP = 1 / 20;

/** The head on the track: drag it, click beside it, or use the arrow keys. */
export function Head({ duration, width }: { duration: number; width: number }) {
  const { t } = useTranslation();
  const slider = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const dragging = useRef(false);
  useFrame(() => {
    const now = live.now;
    if (head.current !== null) head.current.style.transform = `translateX(${(width * now) / duration}px)`;
    slider.current?.setAttribute('aria-valuenow', now.toFixed(3));
    slider.current?.setAttribute(
      'aria-valuetext',
      t('timeline.value', { now: clock(now, duration), duration: clock(duration, duration) }),
    );
  });
  const timeAt = (event: PointerEvent): number => {
    const { left } = slider.current!.getBoundingClientRect();
    return Math.min(duration, Math.max(0, ((event.clientX - left) / width) * duration));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = {
      ArrowRight: STEP,
      ArrowUp: STEP,
      ArrowLeft: -STEP,
      ArrowDown: -STEP,
      PageUp: LEAP,
      PageDown: -LEAP,
    }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    void seek(live.now + move * duration * (event.shiftKey ? 10 : 1));
  };
  return (
    <div
      ref={slider}
      className="track-slider"
      // A native range moves its thumb by the thumb's width less than the pointer; the charts share this scale.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="slider"
      tabIndex={0}
      aria-label={t('timeline.drag')}
      aria-valuemin={0}
      aria-valuemax={duration}
      aria-valuenow={0}
      data-testid="timeline"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        dragTo(timeAt(event));
      }}
      onPointerMove={(event) => {
        if (dragging.current) dragTo(timeAt(event));
      }}
      onPointerUp={() => {
        dragging.current = false;
        void dropHead();
      }}
      onPointerCancel={() => {
        dragging.current = false;
        void dropHead();
      }}
    >
      <div className="head" ref={head}>
        <span className="head-grip" />
      </div>
    </div>
  );
}
