/** Characters that a terminal obeys, that XML can't hold, or that turn the order of letters round. */
const OBEYED = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A stranger's text as it may be shown: it can neither move a cursor nor colour what follows. Lines and tabs stay. */
export function readable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(OBEYED, '\uFFFD');
}
