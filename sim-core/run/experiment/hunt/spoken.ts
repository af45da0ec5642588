import { formatQuantity, parseQuantity, type Dimension } from '../../../model/units.ts';

const MINUTE = 60;

/** A quantity as people would write it in a document, and exactly that: `10.5s` rather than `10500ms`. */
export function spoken(dimension: Dimension, value: number): string {
  if (dimension !== 'duration' || value === 0 || value % MINUTE === 0)
    return formatQuantity(dimension, value);
  const [factor, unit] = value >= 1 ? [1, 's'] : value >= 1e-3 ? [1e3, 'ms'] : [1e6, 'us'];
  const text = `${Number((value * factor).toPrecision(12))}${unit}`;
  return parseQuantity(dimension, text) === value ? text : formatQuantity(dimension, value);
}

/** The same in a sentence: `10.5 s`. */
export function said(dimension: Dimension, value: number): string {
  return spoken(dimension, value).replace(/^([\d.]+)([^\d./]+)$/, '$1 $2');
}
