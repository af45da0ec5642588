import { isClient } from '../model/traffic/client.ts';
import { FROM, OPENED_AT, PARENT } from '../model/request-rows.ts';
import { NO_REQUEST } from '../model/requests.ts';
import type { World } from '../model/world.ts';
import { broken, type Finding } from './finding.ts';

const TOLERANCE = 1e-6;

/**
 * Little's law (1961) over the whole run, ends included: the integral of the number open equals the time
 * that all requests, ended or not, have been open. Both sides are counted on their own.
 */
export function littlesLaw({ requests, simulation }: World): Finding[] {
  const findings: Finding[] = [];
  simulation.components.forEach((component, address) => {
    if (!isClient(component)) return;
    let open = 0;
    requests.forEachLive((row) => {
      const isOwn = requests.words[row + FROM] === address && requests.words[row + PARENT] === NO_REQUEST;
      if (isOwn) open += simulation.now - requests.floats[row + OPENED_AT];
    });
    const area = component.client.area(simulation.now);
    const times = component.client.sojourn + open;
    if (Math.abs(area - times) > TOLERANCE * Math.max(1, area)) {
      findings.push(
        broken(`${component.id}: Little’s law does not hold, ${area} against ${times} request·seconds`),
      );
    }
  });
  return findings;
}
