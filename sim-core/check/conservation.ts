import { WorkQueue } from '../model/messaging/work-queue.ts';
import { isClient } from '../model/traffic/client.ts';
import type { World } from '../model/world.ts';
import { broken, type Finding } from './finding.ts';

/**
 * Nothing is lost and nothing comes from nowhere: opened = closed + open, for rows and for each client; and every job
 * that a work queue took in is there or has left in one of the ways there are.
 */
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
    if (component instanceof WorkQueue) findings.push(...conservationOfJobs(component));
    if (!isClient(component)) continue;
    const { offered, completed, failed, inFlight } = component.client;
    if (offered !== completed + failed + inFlight) {
      const parts = `${completed} completed, ${failed} failed, ${inFlight} open`;
      findings.push(broken(`${component.id}: ${offered} offered, but ${parts}`));
    }
  }
  return findings;
}

function conservationOfJobs({ id, core, held }: WorkQueue): Finding[] {
  const { enqueued, acknowledged, deadLetters, dropped, lost, completed } = core;
  const findings: Finding[] = [];
  if (enqueued !== acknowledged + deadLetters + dropped + lost + held) {
    const parts = `${acknowledged} acknowledged, ${deadLetters + dropped} given up, ${lost} lost, ${held} here`;
    findings.push(broken(`${id}: ${enqueued} jobs taken in, but ${parts}`));
  }
  let counted = 0;
  core.jobs.forEach(() => counted++);
  if (counted !== core.jobs.size)
    findings.push(broken(`${id}: ${counted} jobs found, ${core.jobs.size} counted`));
  if (completed > enqueued) findings.push(broken(`${id}: ${completed} jobs done of ${enqueued}`));
  return findings;
}
