import type { World } from '../model/world.ts';
import { conservation } from './conservation.ts';
import type { Finding } from './finding.ts';
import { littlesLaw } from './littles-law.ts';

/** Laws that hold in every run. They read the world after the run and change nothing. */
const checks: readonly ((world: World) => Finding[])[] = [conservation, littlesLaw];

export function checkRun(world: World): Finding[] {
  return checks.flatMap((check) => check(world));
}
