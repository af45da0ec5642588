import type { Session } from '../state/session.ts';
import { commandLine } from './command-line.ts';
import { sharedOf } from './run-link.ts';

/** Everything that it takes to see a crash again, for a bug report. */
export function reproduction(session: Session): string {
  const { crash, opened } = session;
  const run = sharedOf(session, crash?.at ?? 0);
  return [
    `Brownout stopped at ${crash?.at ?? 0} s: ${crash?.message ?? ''}`,
    `Scenario ${opened?.hash ?? ''} (${opened?.title ?? ''}), event ${crash?.events ?? 0}`,
    '',
    commandLine(session),
    '',
    JSON.stringify(run, null, 2),
  ].join('\n');
}
