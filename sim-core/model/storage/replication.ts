/** How many replicas must have a write before its client is told that it is done. */
export type ReplicationMode = 'asynchronous' | 'semi-synchronous' | 'synchronous';

export type Role = 'leader' | 'follower' | 'candidate';

/** Messages among replicas, as offsets to the first peer op. */
export const APPEND = 0; // leader → follower: you have my log up to `index` (also the heartbeat)
export const ACK = 1; // follower → leader: I have (synchronous: I have applied) it up to `index`
const ASK_VOTE = 2; // candidate → others: my log ends at (`logTerm`, `index`)
const VOTE = 3; // other → candidate: granted
const STALE_TERM = 4; // anyone → old leader or candidate: there is a later term
export type MessageType = 0 | 1 | 2 | 3 | 4;

export interface ReplicationSettings {
  readonly mode: ReplicationMode;
  /** Seconds without word from the leader after which a follower stands for election. */
  readonly detectAfter: number;
  /** Seconds after which a candidate without a majority tries again. */
  readonly electionTimeout: number;
  /** Followers are told of each write when it happens, not every so often. */
  readonly shipsAtOnce: boolean;
  /** A leader needs a majority to be elected, and steps down when it has not heard from one for so long. */
  readonly fencing: boolean;
}

/** What the core asks of the component that drives it. */
export interface ReplicationEffects {
  send(to: number, type: MessageType, index: number, term: number, logTerm: number): void;
  /** Writes up to `index` may be acknowledged. */
  commit(index: number): void;
  /** This replica leads from now on, with its log as it is. */
  lead(): void;
  /** It leads no longer; `reason` is for the moments. */
  stepDown(reason: 'later-term' | 'lost-majority'): void;
}

/**
 * One replica's part in leader-based replication with elections: a pure protocol core. It owns no timer,
 * no network and no luck; whoever drives it feeds it writes, messages and the time.
 *
 * A log is known by its position `(logTerm, index)`: the log of the leader of `logTerm`, up to `index`.
 * Appends are cumulative, so a lost message is made good by the next append or heartbeat. Elections follow
 * Raft's rules for terms and votes (Ongaro & Ousterhout 2014, §5.2 and §5.4.1): one vote per term, only for
 * a candidate whose log is at least as good. Unlike Raft, what is *acknowledged* depends on the mode, as in
 * MySQL 8.0 (§19.4.10: semi-synchronous waits for one replica) — so acknowledged writes can be lost, which
 * is what the model is there to show. Left out: log contents, snapshots, membership changes, pre-votes.
 */
export class ReplicationCore {
  role: Role = 'follower';
  term = 0;
  logTerm = 0;
  /** Entries that this replica has. */
  index = 0;
  /** Leader only: followers that synchronous writes wait for. */
  readonly inSync: boolean[];
  private votedIn = 0;
  private votedFor = -1;
  private leader = -1;
  private committed = 0;
  private lastHeard = 0;
  private readonly votes: boolean[];
  private readonly match: number[];
  private readonly heard: number[];
  readonly self: number;
  readonly size: number;
  private readonly effects: ReplicationEffects;
  settings: ReplicationSettings;

  constructor(self: number, size: number, settings: ReplicationSettings, effects: ReplicationEffects) {
    this.self = self;
    this.size = size;
    this.settings = settings;
    this.effects = effects;
    this.votes = new Array<boolean>(size).fill(false);
    this.match = new Array<number>(size).fill(0);
    this.heard = new Array<number>(size).fill(0);
    this.inSync = new Array<boolean>(size).fill(true);
  }

  get majority(): number {
    return Math.floor(this.size / 2) + 1;
  }

  /** Makes this replica the first leader, without an election: how a store starts. */
  appoint(now: number): void {
    this.term = 1;
    this.becomeLeader(now);
  }

  /** The leader has written one entry; returns its index. Followers are told at once, or by {@link ship}. */
  write(now: number): number {
    this.index++;
    if (this.settings.shipsAtOnce) this.broadcast(APPEND);
    this.advanceCommit(now);
    return this.index;
  }

  /** Leader: tells followers of everything written so far. */
  ship(): void {
    if (this.role === 'leader') this.broadcast(APPEND);
  }

  /** Leader: says that it is there. To be called every heartbeat interval. */
  heartbeat(now: number): void {
    if (this.role !== 'leader') return;
    this.refreshInSync(now);
    if (this.settings.fencing && this.reachable(now) < this.majority) this.retreat('lost-majority', now);
    else this.broadcast(APPEND);
  }

  /** Follower or candidate: stands for election if the leader has been silent for too long. */
  checkLeader(now: number): void {
    if (this.role === 'leader' || now - this.lastHeard < this.patience) return;
    this.role = 'candidate';
    this.term++;
    this.votedIn = this.term;
    this.votedFor = this.self;
    this.lastHeard = now;
    this.votes.fill(false);
    this.votes[this.self] = true;
    if (this.enoughVotes()) this.becomeLeader(now);
    else this.broadcast(ASK_VOTE);
  }

  /** When the leader was last heard of, or the last election began. */
  get silentSince(): number {
    return this.lastHeard;
  }

  /** Seconds of silence that this replica bears before it acts. */
  get patience(): number {
    return this.role === 'candidate' ? this.settings.electionTimeout : this.settings.detectAfter;
  }

  /** Follower of a synchronous store: tells the leader that the log is applied up to `index`. */
  confirm(index: number): void {
    if (this.role === 'follower' && this.leader >= 0) {
      this.effects.send(this.leader, ACK, index, this.term, this.logTerm);
    }
  }

  receive(type: MessageType, from: number, index: number, term: number, logTerm: number, now: number): void {
    if (term < this.term) {
      if (type === APPEND || type === ASK_VOTE) this.effects.send(from, STALE_TERM, 0, this.term, 0);
      return;
    }
    this.heard[from] = now;
    if (type === ASK_VOTE) this.askedForVote(from, index, term, logTerm, now);
    else if (type === APPEND) this.append(from, index, term, now);
    else {
      this.adoptTerm(term, now);
      if (type === ACK) this.acknowledged(from, index, now);
      else if (type === VOTE) this.voteFrom(from, now);
    }
  }

  /** The process died: it comes back as a follower that remembers its log and its vote. */
  restart(now: number): void {
    this.role = 'follower';
    this.leader = -1;
    this.lastHeard = now;
  }

  private append(from: number, index: number, term: number, now: number): void {
    this.adoptTerm(term, now);
    if (this.role === 'leader') {
      // Only without fencing can one term have two leaders; the one with the lower number stays.
      if (from > this.self) return;
      this.retreat('later-term', now);
    }
    this.role = 'follower';
    this.leader = from;
    this.lastHeard = now;
    if (this.logTerm !== term) {
      // The leader's log replaces what this replica had beyond it.
      this.logTerm = term;
      this.index = index;
    } else if (index > this.index) this.index = index;
    this.effects.send(from, ACK, this.index, this.term, this.logTerm);
  }

  private acknowledged(from: number, index: number, now: number): void {
    if (this.role !== 'leader') return;
    if (index > this.match[from]) this.match[from] = index;
    if (!this.inSync[from] && this.match[from] >= this.index) this.inSync[from] = true;
    this.advanceCommit(now);
  }

  private askedForVote(from: number, index: number, term: number, logTerm: number, now: number): void {
    this.adoptTerm(term, now);
    const asGood = logTerm > this.logTerm || (logTerm === this.logTerm && index >= this.index);
    const free = this.votedIn < term || this.votedFor === from;
    if (this.role === 'leader' || !asGood || !free) return;
    this.votedIn = term;
    this.votedFor = from;
    this.lastHeard = now;
    this.effects.send(from, VOTE, 0, this.term, 0);
  }

  private voteFrom(from: number, now: number): void {
    if (this.role !== 'candidate') return;
    this.votes[from] = true;
    if (this.enoughVotes()) this.becomeLeader(now);
  }

  private enoughVotes(): boolean {
    if (!this.settings.fencing) return true;
    return this.votes.filter(Boolean).length >= this.majority;
  }

  private becomeLeader(now: number): void {
    this.role = 'leader';
    this.logTerm = this.term;
    this.committed = this.index;
    this.match.fill(0);
    this.heard.fill(now);
    this.inSync.fill(true);
    this.effects.lead();
    this.broadcast(APPEND);
  }

  private adoptTerm(term: number, now: number): void {
    if (term <= this.term) return;
    this.term = term;
    if (this.role === 'leader') this.retreat('later-term', now);
    else this.role = 'follower';
  }

  private retreat(reason: 'later-term' | 'lost-majority', now: number): void {
    this.role = 'follower';
    this.leader = -1;
    this.lastHeard = now;
    this.effects.stepDown(reason);
  }

  private advanceCommit(now: number): void {
    const { mode } = this.settings;
    if (mode === 'synchronous') this.refreshInSync(now);
    const index = mode === 'asynchronous' ? this.index : this.replicated(mode);
    if (index <= this.committed) return;
    this.committed = index;
    this.effects.commit(index);
  }

  /** Highest entry that enough followers have: one of them, or all that are in sync. */
  private replicated(mode: ReplicationMode): number {
    let best = 0;
    let worst = this.index;
    for (let i = 0; i < this.size; i++) {
      if (i === this.self) continue;
      if (this.match[i] > best) best = this.match[i];
      if (this.inSync[i] && this.match[i] < worst) worst = this.match[i];
    }
    if (this.size === 1) return this.index;
    return mode === 'synchronous' ? worst : best;
  }

  /** A follower that has been silent for the detection time is no longer waited for. */
  private refreshInSync(now: number): void {
    for (let i = 0; i < this.size; i++) {
      if (i !== this.self && now - this.heard[i] >= this.settings.detectAfter) this.inSync[i] = false;
    }
  }

  private reachable(now: number): number {
    return this.heard.filter((at, i) => i === this.self || now - at < this.settings.detectAfter).length;
  }

  private broadcast(type: MessageType): void {
    for (let i = 0; i < this.size; i++) {
      if (i !== this.self) this.effects.send(i, type, this.index, this.term, this.logTerm);
    }
  }
}
