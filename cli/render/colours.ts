import pc from 'picocolors';

/**
 * Whether a stream gets colours: a terminal does, and whoever sets `FORCE_COLOR`; a pipe, a file, a dumb terminal and
 * whoever sets `NO_COLOR` don't. That a program runs in CI says nothing about where its output goes.
 */
function isColoured({ isTTY }: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return Boolean(FORCE_COLOR) || (isTTY === true && TERM !== 'dumb');
}

/** For what goes to standard output. */
export const colours = pc.createColors(isColoured(process.stdout));

/** For what goes to standard error, which may be another place. */
export const errorColours = pc.createColors(isColoured(process.stderr));
