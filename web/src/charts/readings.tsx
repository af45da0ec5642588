import type { Reading } from '../../../view/charts/painter.ts';

/** The figures beside a chart, each with the look of its line. */
export function Readings({ readings }: { readings: readonly Reading[] }) {
  return (
    <dl className="readings">
      {readings.map(({ name, label, text, colour, dash, basis }) => (
        <div key={name} title={basis}>
          <dt>
            <svg width="18" height="8" aria-hidden>
              <line
                x1="0"
                y1="4"
                x2="18"
                y2="4"
                stroke={colour}
                strokeWidth="2.2"
                strokeDasharray={dash.join(' ')}
              />
            </svg>
            {label}
          </dt>
          <dd className="number">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
