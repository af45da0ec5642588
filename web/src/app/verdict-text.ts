import type { TFunction } from 'i18next';
import { amount, duration, inWords, percent } from '../../../view/format.ts';
import type { StateName } from '../state/instances.ts';
import type { Live } from '../state/live.ts';
import type { Recording } from '../../../view/recording.ts';
import type { LatencyNow } from '../../../view/latency-table.ts';
import type { Digest, PageMoment } from '../worker/protocol.ts';

/** Rows of the recording that a verdict looks back on. */
const LOOK_BACK = 16;
/** Rows without a single answer after which nothing is being answered. */
const SILENCE = 4;
/** Shares from which on something is worth the first sentence. */
const FAILING = 0.005;
const WAITING = 0.4;
/** Answers that come too late, as a share of what ended. */
const LATE = 0.1;

export type Tone = 'calm' | 'busy' | 'bad';

export interface VerdictText {
  readonly tone: Tone;
  readonly text: string;
  /** What the sentence rests on. */
  readonly basis: string;
}

/** The one sentence that says how the system is, made from numbers of the last stretch of the run. */
export function verdictOf(
  t: TFunction,
  live: Live,
  digest: Digest | null,
  moments: readonly PageMoment[],
  states: readonly StateName[],
  client: number,
): VerdictText {
  const { recording, plan } = live;
  if (recording === null || plan === null || digest === null || recording.rows < 3) {
    return { tone: 'calm', text: t('verdict.waiting'), basis: '' };
  }
  if (digest.stop.kind === 'limit') {
    return { tone: 'bad', text: t('verdict.limit', { reason: digest.stop.limit }), basis: '' };
  }
  const to = recording.rowAt(live.now);
  const from = Math.max(0, to - LOOK_BACK);
  const traffic = trafficOf(recording, client, from, to);
  const latency = latencyWords(t, digest.latency[client]);
  const basis = t('verdict.basis', {
    count: amount(traffic.ended) as never,
    span: inWords(duration((to - from) * recording.interval)),
  });
  const trouble = troubleOf(t, live, moments, states);
  const name = plan.instances[recording.clients[client]]?.id ?? '';
  if (traffic.offered === 0 && traffic.ended === 0) {
    return { tone: 'busy', text: trouble ?? t('verdict.nothing', { client: name }), basis };
  }
  const silent = silenceOf(t, recording, client, to);
  if (silent !== null)
    return { tone: 'bad', text: [silent, trouble].filter((part) => part !== null).join(' '), basis };
  const failing = traffic.ended > 0 ? traffic.failed / traffic.ended : 0;
  if (failing >= FAILING) {
    const share = percent(failing);
    const tooLate =
      traffic.late > LATE * traffic.ended
        ? t('verdict.late', {
            share: percent(round(traffic.late / (traffic.late + traffic.ended - traffic.failed))),
          })
        : null;
    const text = [t('verdict.failing', { share }), tooLate, trouble]
      .filter((part) => part !== null)
      .join(' ');
    return { tone: 'bad', text, basis };
  }
  const waiting = waitingOf(t, recording, traffic, latency, from, to);
  if (waiting !== null) return { ...waiting, text: [waiting.text, trouble].filter(Boolean).join(' '), basis };
  if (trouble !== null)
    return {
      tone: 'busy',
      text: `${trouble} ${latency === null ? '' : t('verdict.stillFine', { latency })}`,
      basis,
    };
  return {
    tone: 'calm',
    text: latency === null ? t('verdict.calmShort') : t('verdict.calm', { latency }),
    basis,
  };
}

interface Traffic {
  readonly offered: number;
  readonly failed: number;
  readonly ended: number;
  /** Good answers that nobody waited for any more. */
  readonly late: number;
  /** Mean number of logical requests on their way. */
  readonly inFlight: number;
}

function trafficOf(recording: Recording, client: number, from: number, to: number): Traffic {
  const instance = recording.clients[client];
  const grew = (metric: string): number => {
    const column = recording.column(instance, metric);
    return column === null ? 0 : recording.growth(column, from, to);
  };
  const level = recording.column(instance, 'inFlight');
  const failed = grew('failed');
  return {
    offered: grew('offered'),
    failed,
    ended: grew('completed') + failed,
    late: grew('late'),
    inFlight: level === null ? NaN : recording.mean(level, from, to),
  };
}

/** Requests arrive, and for a while none has been answered. */
function silenceOf(t: TFunction, recording: Recording, client: number, to: number): string | null {
  const { offered, ended, late, inFlight } = trafficOf(recording, client, Math.max(0, to - SILENCE), to);
  if (offered < SILENCE || ended + late > 0 || !(inFlight > 1)) return null;
  return t('verdict.silent', { count: amount(Math.round(inFlight)) as never });
}

/** Who is down, or which store has nobody to lead it. */
function troubleOf(
  t: TFunction,
  live: Live,
  moments: readonly PageMoment[],
  states: readonly StateName[],
): string | null {
  const down = live.plan!.instances.filter((_, index) => states[index] === 'down');
  const leaderless = leaderlessSince(moments, live.now);
  const words = [
    down.length > 0 && t('verdict.down', { count: down.length, nodes: listed(down.map(({ id }) => id)) }),
    leaderless !== null && t('verdict.noLeader', { node: leaderless }),
  ].filter((word) => word !== false);
  return words.length === 0 ? null : words.join(' ');
}

function leaderlessSince(moments: readonly PageMoment[], now: number): string | null {
  let without: string | null = null;
  for (const { kind, node, at } of moments) {
    if (at > now) break;
    if (kind === 'leader-lost') without = node;
    if (kind === 'leader-elected') without = null;
  }
  return without;
}

/**
 * Where requests spend their time. By Little's law the share of the time in the system that is spent in a
 * queue is the mean length of that queue over the mean number of requests in the system.
 */
function waitingOf(
  t: TFunction,
  recording: Recording,
  traffic: Traffic,
  latency: string | null,
  from: number,
  to: number,
): Omit<VerdictText, 'basis'> | null {
  // Jobs of a work queue wait on their own account: whoever put them there has had an answer.
  const holding = recording.plan.nodes.filter(({ kind }) => kind !== 'work-queue');
  const queues = holding.map((node) => ({
    node: node.id,
    waiting: sumOfMeans(recording, node.instances, from, to),
  }));
  const worst = queues.reduce((most, queue) => (queue.waiting > most.waiting ? queue : most), {
    node: '',
    waiting: 0,
  });
  if (worst.waiting < 1 || !(traffic.inFlight > 0)) return null;
  const share = worst.waiting / traffic.inFlight;
  if (share > 1.05) {
    return {
      tone: 'bad',
      text: t('verdict.unwanted', { count: amount(Math.round(worst.waiting)) as never, node: worst.node }),
    };
  }
  if (share < WAITING || latency === null) return null;
  return {
    tone: 'busy',
    text: t('verdict.waitingAt', { latency, share: percent(round(Math.min(1, share))), node: worst.node }),
  };
}

function sumOfMeans(recording: Recording, instances: readonly number[], from: number, to: number): number {
  return instances.reduce((sum, instance) => {
    const column = recording.column(instance, 'queueLength');
    const mean = column === null ? 0 : recording.mean(column, from, to);
    return sum + (Number.isFinite(mean) ? mean : 0);
  }, 0);
}

/** The highest quantile that the sample carries. */
function latencyWords(t: TFunction, latency: LatencyNow | undefined): string | null {
  if (latency === undefined) return null;
  for (const name of ['p99', 'p95', 'p50'] as const) {
    const value = latency[name];
    if (value !== null) return t(`verdict.${name}`, { value: inWords(duration(value)) });
  }
  return null;
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}

function listed(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} +${names.length - 3}`;
}
