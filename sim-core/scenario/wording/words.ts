import type { ProblemData } from '../problem.ts';

/** What is wrong · why that matters · what to do about it. */
export type Sentences = readonly [what: string, why: string, fix: string];
export type Wording = (data: ProblemData) => Sentences;
export type Wordings = Readonly<Record<string, Wording>>;

/** The fix when something close is known, and otherwise what there is. */
export function didYouMean({ suggestion }: ProblemData, otherwise: string): string {
  return suggestion === undefined ? otherwise : `Did you mean \`${suggestion}\`?`;
}

export function thereAre({ known }: ProblemData, what: string): string {
  return known === '' ? `There are no ${what}.` : `There are: ${known}.`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? capital(text) : `${capital(text)}.`;
}

/** 150000 → `150,000`. */
export function thousands(value: string | number | undefined): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
