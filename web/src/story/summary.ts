/** What a chooser says of a scenario. */
export interface Summary {
  readonly title: string;
  /** First sentence of the story. */
  readonly lead: string;
}

/**
 * Reads title and first sentence off the text of a bundled scenario, line by line: choosing one should not
 * have to wait for a parser.
 */
export function summaryOf(text: string): Summary {
  const title = /^title:\s*(.+)$/m.exec(text)?.[1].replace(/^['"]|['"]$/g, '') ?? '';
  const story = /^story:\s*[|>][-+]?\n((?:[ \t]+.*\n|\n)+)/m.exec(text)?.[1] ?? '';
  return { title, lead: leadOf(story) };
}

/** First sentence of a story. */
export function leadOf(story: string): string {
  const plain = story.replaceAll(/\s+/g, ' ').replaceAll(/[*`]/g, '').trim();
  return /^.*?(?:[.:](?= [A-Z]|$)|[。？])/.exec(plain)?.[0] ?? plain.slice(0, 140);
}
