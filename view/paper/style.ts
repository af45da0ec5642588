import type { ColourName, Palette } from '../palette.ts';
import { COLOUR_NAMES } from '../palette.ts';

/** Colours of the page by day and by night (web/src/theme/tokens.css; a test keeps the two alike). */
const COLOURS: Readonly<Record<ColourName, readonly [light: string, dark: string]>> = {
  bg: ['#faf9f6', '#0d1014'],
  surface: ['#ffffff', '#14181e'],
  sunk: ['#f1efea', '#0a0c10'],
  ink: ['#16191d', '#eceff3'],
  'ink-2': ['#4a525c', '#b7c0cb'],
  muted: ['#656d78', '#8d98a6'],
  hairline: ['#dedbd3', '#29313b'],
  border: ['#7c828c', '#66717f'],
  accent: ['#2448c8', '#9db4ff'],
  'accent-wash': ['#e9edfb', '#1c2440'],
  first: ['#3286ff', '#cee8ff'],
  retry: ['#9e8221', '#ffe38c'],
  reply: ['#006f50', '#539f80'],
  error: ['#9e0008', '#fb5908'],
  write: ['#841e8c', '#c66dcc'],
  'fault-wash': ['rgb(158 0 8 / 8%)', 'rgb(251 89 8 / 14%)'],
  'fault-text': ['#9e0008', '#ff9161'],
  'warmup-wash': ['rgb(101 109 120 / 10%)', 'rgb(141 152 166 / 12%)'],
  'heat-low': ['#e6ebf7', '#172036'],
  'heat-high': ['#14287a', '#b9cbff'],
};

export const tokens = COLOUR_NAMES.map(
  (name) => `--${name}:light-dark(${COLOURS[name][0]},${COLOURS[name][1]});`,
);

/** Colours by reference: one picture for light, dark and print. */
export const byReference = Object.fromEntries(
  COLOUR_NAMES.map((name) => [name, `var(--${name})`]),
) as unknown as Palette;

/** From here on the wide form of a figure is shown. */
const WIDE_FROM = 700;

/** Everything a paper needs to be read on a screen of any size, by day and by night, and on paper. */
export const style = `
:root{color-scheme:light dark;${tokens.join('')}
--sans:'IBM Plex Sans','IBM Plex Sans Variable',system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial,sans-serif;
--mono:'IBM Plex Mono',ui-monospace,'SFMono-Regular',Menlo,Consolas,monospace;
--serif:'Newsreader','Newsreader Variable',Charter,'Iowan Old Style',Georgia,serif}
*{box-sizing:border-box}
html{background:var(--bg);color:var(--ink);font:15px/1.55 var(--sans);-webkit-text-size-adjust:100%}
body{max-width:992px;margin:0 auto;padding:48px 24px 72px}
h1,h2,h3,p,figure,table,ul,dl,pre{margin:0}
h1{margin-top:6px;max-width:24em;font:500 34px/1.18 var(--serif);letter-spacing:-.01em;text-wrap:balance}
h2{padding-bottom:7px;border-bottom:1px solid var(--ink);font:600 18px/1.3 var(--sans)}
.sort{display:flex;align-items:center;gap:8px;color:var(--ink-2);font-weight:600;font-size:13px}
.sort svg{width:28px;height:21px;flex:none;color:var(--accent)}
.basis{margin-top:10px;color:var(--muted);font-size:13px}
nav{margin-top:22px;padding:9px 0;border-top:1px solid var(--hairline);border-bottom:1px solid var(--hairline);font-size:13px;line-height:1.9}
nav a{margin-right:18px;color:var(--ink-2);text-decoration:none;white-space:nowrap}
a{color:var(--accent);text-underline-offset:2px}
nav a:hover{color:var(--accent);text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
section{margin-top:44px}
section.lead{margin-top:26px}
section>*+*{margin-top:20px}
section>h2+*{margin-top:16px}
.prose>*+*{margin-top:.75em}
.prose{max-width:66ch}
.prose.story{font:18px/1.6 var(--serif)}
.prose.note{color:var(--ink-2);font-size:13.5px;max-width:78ch}
.prose ul{padding-left:1.2em}
.prose li+li{margin-top:.35em}
code{font:.9em var(--mono);background:var(--sunk);padding:.08em .3em;border-radius:3px}
.verdict{display:grid;grid-template-columns:26px 1fr;gap:0 12px;padding:16px 18px 16px 16px;border:1px solid var(--hairline);border-left:4px solid var(--tone);border-radius:4px;background:var(--surface)}
.verdict .sign,.checklist .sign{color:var(--tone)}
.verdict .sign{width:24px;height:24px;margin-top:2px}
.verdict p{max-width:66ch;font-weight:500;font-size:18px;line-height:1.45;text-wrap:pretty}
.verdict .note{grid-column:2;margin-top:4px;color:var(--ink-2);font-weight:400;font-size:13.5px}
.good{--tone:var(--reply)}.bad{--tone:var(--error)}.open{--tone:var(--retry)}
.sign{fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.checklist{padding:0;list-style:none}
.checklist li{display:grid;grid-template-columns:20px minmax(0,1fr) auto;gap:0 10px;align-items:baseline;padding:7px 2px;border-bottom:1px solid var(--hairline)}
.checklist .sign{width:16px;height:16px;align-self:center}
.checklist .what{font:13.5px var(--mono);overflow-wrap:anywhere}
.checklist .note{color:var(--ink-2);font-size:13.5px;text-align:right}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(128px,1fr));gap:18px 24px}
.facts dt{color:var(--muted);font-size:12.5px}
.facts dd{margin:1px 0 0;font:500 22px/1.25 var(--mono);letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.facts dd.note{color:var(--muted);font:12.5px/1.4 var(--sans);letter-spacing:0}
.scroll{overflow-x:auto}
table{min-width:min(100%,560px);border-collapse:collapse;font-size:13.5px;line-height:1.4}
caption{padding-bottom:6px;color:var(--ink-2);font-size:13px;text-align:left}
th{padding:5px 14px 6px 0;border-bottom:1px solid var(--border);color:var(--ink-2);font-weight:600;font-size:12.5px;text-align:left;vertical-align:bottom}
td{padding:5px 14px 5px 0;border-bottom:1px solid var(--hairline);vertical-align:top}
td.number,th.number{text-align:right;white-space:nowrap}
td.sentence{min-width:24ch}
td.number{font-family:var(--mono);font-size:13px;font-variant-numeric:tabular-nums}
th:last-child,td:last-child{padding-right:2px}
td .sign{width:13px;height:13px;margin-right:5px;vertical-align:-2px;color:var(--tone)}
tbody th{border-bottom:1px solid var(--hairline);color:var(--ink);font-weight:500;font-size:13.5px;vertical-align:top}
th.short{white-space:nowrap}
figure{break-inside:avoid}
figcaption{margin-bottom:10px;font-weight:600;font-size:14px}
figcaption span{display:block;max-width:88ch;color:var(--ink-2);font-weight:400;font-size:13.5px}
figure svg{display:block;width:100%;height:auto}
figure svg.narrow{display:none}
svg .mono{font-family:var(--mono)}svg .sans{font-family:var(--sans)}
details{font-size:13.5px}
summary{width:fit-content;color:var(--ink-2);cursor:pointer}
summary:hover{color:var(--accent)}
figure details{margin-top:4px}
details[open]>summary{margin-bottom:8px}
.code p{margin-bottom:5px;color:var(--ink-2);font-size:13px}
pre{padding:12px 14px;border:1px solid var(--hairline);border-radius:4px;background:var(--surface);font:12.5px/1.55 var(--mono);overflow-x:auto;tab-size:2}
pre.command{white-space:pre-wrap;overflow-wrap:anywhere}
footer{margin-top:52px;padding-top:10px;border-top:1px solid var(--hairline);color:var(--muted);font-size:12.5px}
@media (max-width:${WIDE_FROM - 1}px){
body{padding:26px 16px 48px}
h1{font-size:27px}
.prose.story{font-size:17px}
section{margin-top:36px}
figure svg.wide{display:none}
figure svg.narrow{display:block}
.facts{grid-template-columns:repeat(2,1fr)}
.facts dd{font-size:19px}
.checklist li{grid-template-columns:20px minmax(0,1fr)}
.checklist .note{grid-column:2;text-align:left}
nav{display:none}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{
:root{color-scheme:light;--bg:#ffffff}
html{font-size:10.5pt;background:#fff}
body{max-width:none;padding:0}
@page{margin:16mm 15mm}
nav,summary{display:none}
h1{font-size:24pt}h2{break-after:avoid}
section{margin-top:9mm}
tr,.verdict,.facts,.checklist li{break-inside:avoid}
thead{display:table-header-group}
figure svg.wide{display:block}figure svg.narrow{display:none}
figure details{display:none}
pre{white-space:pre-wrap;overflow-wrap:anywhere;border:0;padding:0;font-size:8.5pt}
details::details-content{display:block;content-visibility:visible}
a{color:inherit}
*{print-color-adjust:exact}
}
`.trim();
