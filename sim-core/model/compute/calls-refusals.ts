import { callRefusals } from '../calling/call-refusals.ts';
import { PROTECTION } from '../calling/call-settings.ts';
import type { Refusal, Written } from '../define.ts';
import { settingsOf, type Call, type Calls, type Wait } from './call-settings.ts';

type Path = readonly (string | number)[];

/** Settings of a server's calls that do not go together. @param written the node as it stands in the document. */
export function callsRefusals(written: Written, calls: Calls): Refusal[] {
  if (typeof calls === 'string') return [];
  const steps = written.calls as readonly Written[] | undefined;
  return calls.flatMap((step, index) => {
    if (!('parallel' in step)) return ofCall(steps![index], step, step.wait, [index]);
    const sorts = steps![index].parallel as readonly Written[];
    return step.parallel.flatMap((call, sort) =>
      ofCall(sorts[sort], call, step.wait, [index, 'parallel', sort]),
    );
  });
}

function ofCall(written: Written, call: Call, wait: Wait | undefined, path: Path): Refusal[] {
  const refused = [...callRefusals(written, settingsOf(call)), ...unawaited(call, wait)];
  return refused.map(({ setting, ...rest }) => ({ ...rest, setting: 'calls', within: [...path, setting] }));
}

/** Whoever does not wait for an answer does not learn that there is a reason to try again. */
function unawaited(call: Call, wait: Wait | undefined): Refusal[] {
  if (wait === undefined || wait.need > 0) return [];
  const given = PROTECTION.filter((name) => call[name] !== undefined);
  return given.map((setting) => ({
    code: 'excludes-other-setting',
    setting,
    data: { setting, other: 'wait: none' },
  }));
}
