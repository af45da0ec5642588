import { crc32 } from 'node:zlib';

/**
 * The upstream of nginx 1.22.1 told once more, slowly: an object per peer, an object per request that
 * remembers where its hashing has got to, lists instead of arrays of numbers, Node's CRC-32. The engine's
 * upstream keeps nothing per request, so the two reach their picks by different ways.
 */
export interface Peer {
  readonly index: number;
  readonly name: string;
  readonly weight: number;
  readonly maxFails: number;
  readonly failTimeout: number;
  /** 0 for no limit. */
  readonly maxConnections: number;
  readonly isBackup: boolean;
  readonly isDown: boolean;
  connections: number;
  current: number;
  effective: number;
  fails: number;
  checked: number;
  accessed: number;
}

export type Settings = Pick<
  Peer,
  'name' | 'weight' | 'maxFails' | 'failTimeout' | 'maxConnections' | 'isBackup' | 'isDown'
>;

/** What nginx keeps for a request from its first try to its last. */
export class Journey {
  readonly key: string;
  readonly tried = new Set<Peer>();
  isOnBackups = false;
  skips = 0;
  rehash = 0;
  hash: number | undefined;
  constructor(key: string) {
    this.key = key;
  }
}

export class ReferenceUpstream {
  readonly peers: Peer[];
  private readonly policy: string;
  private readonly ring: { place: number; peer: Peer }[] = [];

  constructor(policy: string, settings: readonly Settings[]) {
    this.policy = policy;
    this.peers = settings.map((each, index) => ({
      ...each,
      index,
      connections: 0,
      current: 0,
      effective: each.weight,
      fails: 0,
      checked: 0,
      accessed: 0,
    }));
    if (policy === 'consistent-hash') for (const peer of this.peers) this.addPoints(peer);
    this.ring.sort((x, y) => x.place - y.place);
  }

  next(journey: Journey, now: number): Peer | undefined {
    const peer = this.choose(journey, Math.floor(now));
    if (peer === undefined) {
      if (journey.isOnBackups || !this.peers.some(({ isBackup }) => isBackup)) return undefined;
      journey.isOnBackups = true;
      return this.next(journey, now);
    }
    journey.tried.add(peer);
    peer.connections++;
    if (Math.floor(now) - peer.checked > peer.failTimeout) peer.checked = Math.floor(now);
    return peer;
  }

  free(peer: Peer, hasFailed: boolean, now: number): void {
    peer.connections--;
    if (this.peers.length === 1) return;
    if (!hasFailed) {
      if (peer.accessed < peer.checked) peer.fails = 0;
      return;
    }
    peer.fails++;
    peer.accessed = peer.checked = Math.floor(now);
    if (peer.maxFails > 0) peer.effective -= Math.floor(peer.weight / peer.maxFails);
    peer.effective = Math.max(0, peer.effective);
  }

  private choose(journey: Journey, second: number): Peer | undefined {
    const open = this.peers.filter((peer) => this.isOpen(peer, journey, second));
    if (this.peers.length === 1) return open[0];
    switch (this.policy) {
      case 'least-connections':
        return leastLoaded(open);
      case 'hash':
        return this.hashed(journey, open, hashKey);
      case 'ip-hash':
        return this.hashed(journey, open, hashAddress);
      case 'consistent-hash':
        return this.onRing(journey, open);
      default:
        return turn(open);
    }
  }

  private isOpen(peer: Peer, { tried, isOnBackups }: Journey, second: number): boolean {
    if (peer.isDown || peer.isBackup !== isOnBackups) return false;
    if (peer.maxConnections > 0 && peer.connections >= peer.maxConnections) return false;
    if (this.peers.length === 1) return tried.size === 0;
    if (tried.has(peer)) return false;
    const isOut = peer.maxFails > 0 && peer.fails >= peer.maxFails;
    return !isOut || second - peer.checked > peer.failTimeout;
  }

  private hashed(journey: Journey, open: Peer[], hashOn: (journey: Journey) => number): Peer | undefined {
    const slots = this.peers.flatMap((peer) => Array.from({ length: peer.weight }, () => peer));
    while (journey.skips <= 20) {
      const peer = slots[hashOn(journey) % slots.length];
      if (open.includes(peer)) return peer;
      journey.skips++;
    }
    return turn(open);
  }

  private onRing(journey: Journey, open: Peer[]): Peer | undefined {
    const { ring } = this;
    if (journey.hash === undefined) {
      const place = crc32(journey.key);
      const found = ring.findIndex((point) => point.place >= place);
      journey.hash = found < 0 ? 0 : found;
    }
    while (journey.skips <= 20) {
      const { peer } = ring[journey.hash % ring.length];
      if (open.includes(peer)) return turn([peer]);
      journey.hash++;
      journey.skips++;
    }
    return turn(open);
  }

  private addPoints(peer: Peer): void {
    const [host, port] = peer.name.split(':');
    const base = crc32(`${host}\0${port}`);
    const previous = Buffer.alloc(4);
    for (let i = 0; i < 160 * peer.weight; i++) {
      const place = crc32(previous, base);
      this.ring.push({ place, peer });
      previous.writeUInt32LE(place);
    }
  }
}

function turn(open: Peer[]): Peer | undefined {
  for (const peer of open) peer.current += peer.effective;
  const total = open.reduce((sum, { effective }) => sum + effective, 0);
  for (const peer of open) peer.effective = Math.min(peer.weight, peer.effective + 1);
  const most = Math.max(...open.map(({ current }) => current));
  const best = open.find(({ current }) => current === most);
  if (best !== undefined) best.current -= total;
  return best;
}

function leastLoaded(open: Peer[]): Peer | undefined {
  const least = Math.min(...open.map(({ connections, weight }) => connections / weight));
  const tied = open.filter(({ connections, weight }) => connections / weight === least);
  return tied.length === 1 ? tied[0] : turn(tied);
}

function hashKey(journey: Journey): number {
  const prefix = journey.rehash === 0 ? '' : String(journey.rehash);
  journey.rehash++;
  journey.hash = (journey.hash ?? 0) + ((crc32(prefix + journey.key) >>> 16) & 0x7fff);
  return journey.hash;
}

function hashAddress(journey: Journey): number {
  const octets = journey.key.split('.').slice(0, 3);
  journey.hash = octets.reduce((hash, octet) => (hash * 113 + Number(octet)) % 6271, journey.hash ?? 89);
  return journey.hash;
}
