/** One line of the result: a workload, who does it, and what is to be reached. */
export interface Case {
  readonly name: string;
  readonly what: string;
  /** What one unit is. */
  readonly unit: string;
  readonly units: number;
  readonly pending?: number;
  /** Our side, and the peer from npm if one can do the same. */
  readonly own: string;
  readonly peer?: string;
  /** Units for the peer, which may be slow. */
  readonly peerUnits?: number;
  /** At most so many times the native program's time. */
  readonly againstNative?: number;
  /** At least so many times faster than the peer. */
  readonly againstPeer?: number;
  /** What theory says of the result, in the result's unit. */
  readonly theory?: number;
  readonly result: string;
}

const hold = (pending: number, units: number, own: string, againstNative?: number): Case => ({
  name: 'w3',
  what: `${own}: hold, ${pending.toLocaleString('en')} pending`,
  unit: 'step',
  units,
  pending,
  own: `${own}-w3`,
  peer: own === 'queue' ? 'flatqueue-w3' : undefined,
  againstNative,
  theory: 1,
  result: 'mean wait',
});

/** Share of exponential services of 250 ms that take longer than 1 s: e⁻⁴. */
const EXPIRED = 0.018315638888734;

/**
 * W1 to W4. `engine` is the whole engine through its public API (rows, spans, fingerprint, trace, checks,
 * report), or for W3 the kernel with one component; `queue` is the bare event queue; what is done `by hand` or in
 * `a bare loop` shows how much of the engine's time its models, its kernel and the language take.
 */
export const CASES: readonly Case[] = [
  {
    name: 'w1',
    what: 'engine: M/M/1 at load 0.9',
    unit: 'request',
    units: 3_000_000,
    own: 'engine-w1',
    peer: 'simjs-w1',
    peerUnits: 500_000,
    againstNative: 3,
    againstPeer: 12,
    theory: 0.1,
    result: 'mean latency, s',
  },
  {
    name: 'w1',
    what: 'by hand on the bare kernel: M/M/1 at load 0.9',
    unit: 'request',
    units: 3_000_000,
    own: 'hand-w1',
    theory: 0.1,
    result: 'mean latency, s',
  },
  {
    name: 'w1',
    what: 'a bare loop, no kernel: M/M/1 at load 0.9',
    unit: 'request',
    units: 3_000_000,
    own: 'bare-w1',
    theory: 0.1,
    result: 'mean latency, s',
  },
  {
    name: 'w2',
    what: 'engine: least connections, 10 × 4 slots',
    unit: 'request',
    units: 1_000_000,
    own: 'engine-w2',
    peer: 'simjs-w2',
    peerUnits: 200_000,
    againstNative: 2.2,
    againstPeer: 6,
    result: 'mean latency, s',
  },
  hold(100, 4_000_000, 'queue', 0.9),
  hold(10_000, 4_000_000, 'queue', 0.5),
  hold(1_000_000, 4_000_000, 'queue', 0.9),
  hold(100, 4_000_000, 'engine'),
  hold(10_000, 4_000_000, 'engine'),
  hold(1_000_000, 4_000_000, 'engine'),
  {
    name: 'w4',
    what: 'queue: timeouts that are cancelled',
    unit: 'request',
    units: 3_000_000,
    own: 'queue-w4',
    againstNative: 1.1,
    theory: EXPIRED,
    result: 'share expired',
  },
  {
    name: 'w4',
    what: 'engine: timeouts that are cancelled',
    unit: 'request',
    units: 1_000_000,
    own: 'engine-w4',
    theory: EXPIRED,
    result: 'share expired',
  },
];
