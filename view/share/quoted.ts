/** A word of a command line that a shell takes as it is written (POSIX.1-2017, Shell, §2.2.2). */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
