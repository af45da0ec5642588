import { isClient } from '../model/traffic/client.ts';
import type { World } from '../model/world.ts';
import { broken, type Finding } from './finding.ts';

/** Nothing is lost and nothing comes from nowhere: opened = closed + open, for rows and for each client. */
export function conservation({ requests, simulation }: World): Finding[] {
  const findings: Finding[] = [];
  if (requests.opened !== requests.closed + requests.live) {
    findings.push(
      broken(`rows: ${requests.opened} opened, ${requests.closed} closed, ${requests.live} open`),
    );
  }
  let counted = 0;
  requests.forEachLive(() => counted++);
  if (counted !== requests.live)
    findings.push(broken(`rows: ${counted} found open, ${requests.live} counted`));
  for (const component of simulation.components) {
    if (!isClient(component)) continue;
    const { offered, completed, failed, inFlight } = component.client;
    if (offered !== completed + failed + inFlight) {
      const parts = `${completed} completed, ${failed} failed, ${inFlight} open`;
      findings.push(broken(`${component.id}: ${offered} offered, but ${parts}`));
    }
  }
  return findings;
}
