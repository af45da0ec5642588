import { useRef } from 'react';
import { clock } from '../../../view/format.ts';
import { live } from '../state/live.ts';
import { useFrame } from '../timeline/use-frame.ts';
import { useHover } from './hover.ts';

interface LineProps {
  readonly duration: number;
  readonly width: number;
}

/** The instant that the page shows, through every chart. */
export function HeadLine({ duration, width }: LineProps) {
  const line = useRef<HTMLDivElement>(null);
  useFrame(() => {
    if (line.current !== null)
      line.current.style.transform = `translateX(${(width * live.now) / duration}px)`;
  });
  return <div className="head-line" ref={line} />;
}

/** The instant under the pointer, through every chart. */
export function Crosshair({ duration, width }: LineProps) {
  const at = useHover((hover) => hover.at);
  if (at === null) return null;
  const side = at > duration / 2 ? 'before' : 'after';
  return (
    <div className="crosshair" style={{ transform: `translateX(${(width * at) / duration}px)` }}>
      <span className={`crosshair-time number ${side}`}>{clock(at, duration)}</span>
    </div>
  );
}
