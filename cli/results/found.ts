import type { AskedOf } from '../../sim-core/run/experiment/asking.ts';
import type { HuntReport } from '../../sim-core/run/experiment/hunt/hunt-report.ts';
import { withOverrides } from '../../sim-core/scenario/index.ts';
import path from 'node:path';

/** Each finding as a scenario of its own, `found-1.yaml`, with the files that it names beside it. */
export function foundFiles(
  { findings }: Pick<HuntReport, 'findings'>,
  { text, set, files }: AskedOf,
): Map<string, string> {
  if (findings.length === 0) return new Map();
  const documents = findings.map(({ sentence, set: own, seed }, i): [string, string] => {
    const whole = withOverrides(text, [...set, ...own, `seed=${seed}`]);
    return [foundName(i), `# ${sentence}\n${whole}`];
  });
  return new Map([
    ...documents,
    ...[...files].map(([name, data]): [string, string] => [path.basename(name), data]),
  ]);
}

/** Name of finding number `i`, from 0. */
function foundName(i: number): string {
  return `found-${i + 1}.yaml`;
}
