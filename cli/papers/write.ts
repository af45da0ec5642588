import path from 'node:path';
import type { Paper } from '../../view/paper/paper.ts';
import { refuseTaken, writeFiles } from '../files.ts';

export interface PaperFlags {
  /** Files to write the paper to. */
  readonly html?: string | undefined;
  readonly markdown?: string | undefined;
  readonly force?: true | undefined;
}

/** Said before the work begins rather than after it: a file is there already. */
export function refuseTakenPapers({ html, markdown, force }: PaperFlags): void {
  refuseTaken(
    [html, markdown].filter((file) => file !== undefined),
    force === true,
  );
}

/** Writes a paper in the forms that are wanted; it is made only if one is. */
export async function writePaper(flags: PaperFlags, make: () => Promise<Paper> | Paper): Promise<void> {
  const { html, markdown, force } = flags;
  if (html === undefined && markdown === undefined) return;
  const paper = await make();
  if (html !== undefined) {
    const { paperHtml } = await import('../../view/paper/html.ts');
    write(html, paperHtml(paper), force === true);
  }
  if (markdown !== undefined) {
    const { paperMarkdown } = await import('../../view/paper/markdown.ts');
    write(markdown, paperMarkdown(paper), force === true);
  }
}

function write(file: string, text: string, force: boolean): void {
  writeFiles(path.dirname(file), new Map([[path.basename(file), text]]), force);
  process.stderr.write(`Wrote ${file} (${Math.ceil(text.length / 1000)} kB)\n`);
}
