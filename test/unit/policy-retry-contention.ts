import { retryPolicyNamed } from '../../sim-core/policy/retry/index.ts';
import type { Jitter } from '../../sim-core/policy/retry/retry-policy.ts';
import type { Random } from '../../sim-core/random/generator.ts';

/** Seconds. */
const BASE = 0.005;
const CAP = 2;
/** The recorded program doubles once before its first wait, as if one attempt more had failed. */
const ALREADY_FAILED = 1;

interface Message {
  readonly at: number;
  readonly deliver: (now: number) => void;
}

/** The algorithms of the recording in our words; "None" there means to try again at once. */
const ALGORITHMS: Readonly<Record<string, { policy: string; jitter: Jitter; base: number }>> = {
  None: { policy: 'fixed', jitter: 'none', base: 0 },
  Exponential: { policy: 'exponential-backoff', jitter: 'none', base: BASE },
  FullJitter: { policy: 'exponential-backoff', jitter: 'full', base: BASE },
  EqualJitter: { policy: 'exponential-backoff', jitter: 'equal', base: BASE },
  Decorr: { policy: 'exponential-backoff', jitter: 'decorrelated', base: BASE },
};

/**
 * Clients that contend for one row under optimistic concurrency: read its version, write if it is still the
 * same, on a conflict wait and read again. Every message takes |N(10, 2)| ms.
 *
 * @returns seconds until the last client is done, and how often a write was sent.
 */
export function contend(clients: number, algorithm: string, random: Random): { time: number; calls: number } {
  const { policy, jitter, base } = ALGORITHMS[algorithm];
  const retry = retryPolicyNamed(policy);
  const settings = { base, cap: CAP, jitter };
  const wait = (failed: number, previous: number): number => retry.delay(failed, previous, settings, random);
  const queue: Message[] = [];
  const send = (now: number, later: number, deliver: Message['deliver']): void => {
    queue.push({ at: now + later + hop(random), deliver });
  };
  let version = 0;
  let calls = 0;
  const read = (now: number, later: number, failed: number, previous: number): void =>
    send(now, later, (there) => {
      const seen = version;
      send(there, 0, (back) => write(back, seen, failed, previous));
    });
  const write = (now: number, seen: number, failed: number, previous: number): void => {
    calls++;
    send(now, 0, (there) => {
      const isDone = seen === version;
      if (isDone) version++;
      send(there, 0, (back) => {
        if (isDone) return;
        const pause = wait(failed + 1, previous);
        read(back, pause, failed + 1, pause);
      });
    });
  };
  for (let i = 0; i < clients; i++) read(0, 0, ALREADY_FAILED, base);
  return { time: drain(queue), calls };
}

/** Delivers the earliest message until there is none; returns when that was. */
function drain(queue: Message[]): number {
  let now = 0;
  while (queue.length > 0) {
    let first = 0;
    for (let i = 1; i < queue.length; i++) if (queue[i].at < queue[first].at) first = i;
    const message = queue[first];
    queue[first] = queue[queue.length - 1];
    queue.pop();
    now = message.at;
    message.deliver(now);
  }
  return now;
}

/** |N(10, 2)| ms, by Box and Muller. */
function hop(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Math.abs(10 + 2 * normal) / 1000;
}
