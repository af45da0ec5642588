/**
 * Connections kept open after an answer, for the next request to the same backend: nginx's `keepalive`
 * (1.22.1, ngx_http_upstream_keepalive_module) and its kin. The one used last is used first; when there are
 * more than `most` over all backends, the one idle longest is closed; after `timeout` seconds a backend
 * closes it from its side.
 */
export class ConnectionPool {
  private readonly most: number;
  private readonly timeout: number;
  /** Idle connections of each backend, the oldest first: numbers that count up. */
  private readonly idleOf: number[][];
  /** Backend and idle-since of every connection, from number `first` on. Used ones are marked. */
  private queue: { readonly backend: number; readonly since: number; isIdle: boolean }[] = [];
  private first = 0;
  /** All before this one in the queue are used. */
  private head = 0;
  private idle = 0;

  /**
   * @param most idle connections over all backends; 0 keeps none.
   * @param timeout seconds.
   */
  constructor(backends: number, most: number, timeout: number) {
    this.most = most;
    this.timeout = timeout;
    this.idleOf = Array.from({ length: backends }, () => []);
  }

  /** Connections that wait for a request. */
  get size(): number {
    return this.idle;
  }

  /** Takes an idle connection to the backend. @returns false if there is none and one must be opened. */
  take(backend: number, now: number): boolean {
    const number = this.idleOf[backend].pop();
    if (number === undefined) return false;
    const connection = this.queue[number - this.first];
    connection.isIdle = false;
    this.idle--;
    if (now - connection.since < this.timeout) return true;
    this.close(backend);
    return false;
  }

  /** A connection has served its request. */
  release(backend: number, now: number): void {
    if (this.most === 0) return;
    this.shrink(now);
    this.idleOf[backend].push(this.first + this.queue.length);
    this.queue.push({ backend, since: now, isIdle: true });
    this.idle++;
  }

  /** The backend has died: all its connections are gone. */
  close(backend: number): void {
    for (const number of this.idleOf[backend]) this.queue[number - this.first].isIdle = false;
    this.idle -= this.idleOf[backend].length;
    this.idleOf[backend].length = 0;
  }

  /** Makes room for one more: closes what is too old, and the oldest if all places are taken. */
  private shrink(now: number): void {
    const { queue } = this;
    for (; this.head < queue.length; this.head++) {
      const { isIdle, since, backend } = queue[this.head];
      if (!isIdle) continue;
      if (this.idle < this.most && now - since < this.timeout) break;
      this.idleOf[backend].shift();
      this.idle--;
    }
    // Seldom, so that what moves is paid for by what has gone.
    if (this.head < 64 || this.head * 2 < queue.length) return;
    this.queue = queue.slice(this.head);
    this.first += this.head;
    this.head = 0;
  }
}
