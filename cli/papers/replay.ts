import { parse } from 'yaml';
import { encode } from '../../view/share/codec.ts';
import type { Block } from '../../view/paper/paper.ts';
import { commandLine } from './command-line.ts';

/** Where a run came from: enough to make it again. */
export interface Origin {
  /** As given on the command line. */
  readonly file: string;
  /** The document. */
  readonly text: string;
  readonly set: readonly string[];
  readonly acts: readonly { readonly at: number; readonly text: string }[];
}

/** The command that makes a run again. */
export function runCommandLine({ file, set, acts }: Omit<Origin, 'text'>, seed: number): string {
  return commandLine('run', [file], { seed, set, do: acts.map(({ text }) => text) });
}

/** What stands behind the address of the page in a link that opens this run there. */
export async function fragmentOf({ text, set, acts }: Origin, seed: number): Promise<string> {
  const doings = acts.map(({ at, text: entry }) => ({ at, entry: entryOf(entry) }));
  return `#${await encode({ text, seed, sets: set, doings, at: 0 })}`;
}

function entryOf(text: string): Record<string, unknown> {
  const { at: _, ...entry } = parse(text.trim().startsWith('{') ? text : `{${text}}`) as Record<
    string,
    unknown
  >;
  return entry;
}

/** Longer links are cut by some mail programs and chats. */
const LONGEST_LINK = 12_000;

/** How to see a run again: as a command, and on the page. */
export async function replayBlocks(origin: Origin, seed: number): Promise<Block[]> {
  const fragment = await fragmentOf(origin, seed);
  return [
    { kind: 'code', caption: 'The same run in a shell', text: runCommandLine(origin, seed), language: 'sh' },
    ...(fragment.length > LONGEST_LINK
      ? []
      : [
          {
            kind: 'code' as const,
            caption: `The same run on the page, to be played and rewound: put this behind its address (${fragment.length} characters)`,
            text: fragment,
            language: 'text',
            folded: true,
          },
        ]),
    { kind: 'code', caption: 'The document', text: origin.text, language: 'yaml', folded: true },
  ];
}
