import type { Refusal, Written } from './define.ts';

/** An entry of a registry. */
interface Chosen {
  readonly name: string;
  readonly reads: readonly string[];
}

/** Options that the chosen policy does not read. @param written the node as it stands in the document. @param optional options that not every policy reads. */
export function unread(
  written: Written,
  setting: string,
  optional: readonly string[],
  chosen: Chosen | undefined,
): Refusal[] {
  const given = written[setting];
  if (chosen === undefined || typeof given !== 'object' || given === null) return [];
  return optional
    .filter((option) => Object.hasOwn(given, option) && !chosen.reads.includes(option))
    .map((option) => {
      const data = { option, policy: chosen.name, reads: chosen.reads.join(', ') || '–' };
      return { code: 'option-not-read', setting, data };
    });
}
