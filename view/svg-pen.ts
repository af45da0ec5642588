import { escapeXml } from './escape.ts';
import type { Pen } from './pen.ts';

/** Widths of letters as shares of the size of the font: enough to keep words apart. */
const MONO_WIDTH = 0.6;
const SANS_WIDTH = 0.52;

const ANCHORS: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };
/** How far below the middle or the top of a line of text its letters stand, as a share of its size. */
const BASELINES: Readonly<Record<string, number>> = { middle: 0.35, top: 0.8, hanging: 0.8 };

interface Style {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineJoin: CanvasLineJoin;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  globalAlpha: number;
  dash: readonly number[];
  /** Groups opened by {@link SvgPen.clip} since the style was saved. */
  clips: number;
}

/**
 * Draws what a canvas would draw as the elements of an SVG. Colours may be references such as `var(--ink)`, so one
 * picture serves light and dark. Coordinates keep two digits behind the point.
 */
export class SvgPen implements Pen {
  fillStyle = 'currentColor';
  strokeStyle = 'currentColor';
  lineWidth = 1;
  lineJoin: CanvasLineJoin = 'miter';
  font = '11px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  globalAlpha = 1;
  private dash: readonly number[] = [];
  private clips = 0;
  private path = '';
  private readonly parts: string[] = [];
  private readonly saved: Style[] = [];
  private readonly prefix: string;
  private clipCount = 0;
  /** A text's outline, drawn with the text itself when that follows. */
  private halo: { readonly key: string; readonly colour: string; readonly width: number } | null = null;

  /** @param prefix makes ids that are unique in the document. */
  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** The elements drawn so far. */
  get markup(): string {
    return this.parts.join('');
  }

  /** Puts elements of other origin into the picture. */
  add(markup: string): void {
    this.parts.push(markup);
  }

  beginPath(): void {
    this.path = '';
  }

  moveTo(x: number, y: number): void {
    this.path += `M${at(x, y)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `L${at(x, y)}`;
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.path += `C${at(ax, ay)} ${at(bx, by)} ${at(x, y)}`;
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path += `M${at(x, y)}h${round(width)}v${round(height)}h${round(-width)}z`;
  }

  /** Whole circles only: that is all the pictures use. */
  arc(x: number, y: number, r: number): void {
    this.path += `M${at(x - r, y)}a${round(r)} ${round(r)} 0 1 0 ${round(2 * r)} 0a${round(r)} ${round(r)} 0 1 0 ${round(-2 * r)} 0z`;
  }

  closePath(): void {
    this.path += 'z';
  }

  fill(): void {
    if (this.path !== '') this.parts.push(`<path d="${this.path}" fill="${this.fillStyle}"${this.alpha()}/>`);
  }

  stroke(): void {
    if (this.path === '') return;
    this.parts.push(
      `<path d="${this.path}" fill="none"${this.strokeOf(this.strokeStyle, this.lineWidth)}${this.alpha()}/>`,
    );
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    if (!(width > 0 && height > 0)) return;
    this.parts.push(`<rect ${box(x, y, width, height)} fill="${this.fillStyle}"${this.alpha()}/>`);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    if (!(width > 0 && height > 0)) return;
    this.parts.push(
      `<rect ${box(x, y, width, height)} fill="none"${this.strokeOf(this.strokeStyle, this.lineWidth)}${this.alpha()}/>`,
    );
  }

  fillText(text: string, x: number, y: number): void {
    const { halo } = this;
    const behind =
      halo?.key === `${text}/${x}/${y}`
        ? ` paint-order="stroke" stroke="${halo.colour}" stroke-width="${halo.width}" stroke-linejoin="round"`
        : '';
    this.halo = null;
    const { size, weight, family } = fontOf(this.font);
    const anchor = ANCHORS[this.textAlign];
    const lower = (BASELINES[this.textBaseline] ?? 0) * size;
    this.parts.push(
      `<text x="${round(x)}" y="${round(y + lower)}" class="${family}" font-size="${size}"` +
        (weight === '' ? '' : ` font-weight="${weight}"`) +
        (anchor === undefined ? '' : ` text-anchor="${anchor}"`) +
        `${behind} fill="${this.fillStyle}"${this.alpha()}>${escapeXml(text)}</text>`,
    );
  }

  strokeText(text: string, x: number, y: number): void {
    this.halo = { key: `${text}/${x}/${y}`, colour: this.strokeStyle, width: this.lineWidth };
  }

  measureText(text: string): { readonly width: number } {
    const { size, family } = fontOf(this.font);
    return { width: text.length * size * (family === 'mono' ? MONO_WIDTH : SANS_WIDTH) };
  }

  setLineDash(dash: readonly number[]): void {
    this.dash = [...dash];
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineJoin, font, textAlign, textBaseline, globalAlpha } = this;
    const { dash, clips } = this;
    this.saved.push({
      fillStyle,
      strokeStyle,
      lineWidth,
      lineJoin,
      font,
      textAlign,
      textBaseline,
      globalAlpha,
      dash,
      clips,
    });
    this.clips = 0;
  }

  restore(): void {
    const style = this.saved.pop();
    if (style === undefined) return;
    this.parts.push('</g>'.repeat(this.clips));
    Object.assign(this, style);
  }

  clip(): void {
    const id = `${this.prefix}-clip-${++this.clipCount}`;
    this.parts.push(`<clipPath id="${id}"><path d="${this.path}"/></clipPath><g clip-path="url(#${id})">`);
    this.clips++;
  }

  private strokeOf(colour: string, width: number): string {
    const dash = this.dash.length === 0 ? '' : ` stroke-dasharray="${this.dash.join(' ')}"`;
    const join = this.lineJoin === 'miter' ? '' : ` stroke-linejoin="${this.lineJoin}"`;
    return ` stroke="${colour}" stroke-width="${round(width)}"${dash}${join}`;
  }

  private alpha(): string {
    return this.globalAlpha === 1 ? '' : ` opacity="${this.globalAlpha}"`;
  }
}

function at(x: number, y: number): string {
  return `${round(x)} ${round(y)}`;
}

function box(x: number, y: number, width: number, height: number): string {
  return `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
}

function round(value: number): number {
  const rounded = Math.round(value * 100) / 100;
  return Number.isFinite(rounded) ? rounded + 0 : 0;
}

/** `500 11px "IBM Plex Mono", monospace`. */
function fontOf(font: string): { size: number; weight: string; family: 'mono' | 'sans' } {
  const [, weight = '', size = '11'] = /^(?:(\d+) )?([\d.]+)px/.exec(font) ?? [];
  return { size: Number(size), weight, family: /mono/i.test(font) ? 'mono' : 'sans' };
}
