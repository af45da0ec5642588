/** Characters that a terminal obeys, that XML can't hold, or that turn the order of letters round. */
const OBEYED = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]',
  'g',
);

/** A stranger's text as it may be shown: it can neither move a cursor nor colour what follows. Lines and tabs stay. */
export function readable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(OBEYED, '\uFFFD');
}
