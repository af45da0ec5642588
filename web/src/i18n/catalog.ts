import type { en } from './en.ts';

type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

/** What every language must say: the keys of the English catalog. */
export type Catalog = Words<typeof en>;
