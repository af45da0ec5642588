/** Sentences one after another; after a Chinese full stop there is no space. */
export function joined(...sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .join(' ')
    .replaceAll('。 ', '。');
}
