/** No worker. */
export const NOBODY = -1;

/**
 * Whose turn it is to get a job. Each worker that is connected may hold so many at a time, its *prefetch*; those that have
 * room take turns. Places are noted with the connection they belong to: what comes back over an old one frees nothing.
 */
export class WorkerTurns {
  readonly count: number;
  private readonly prefetch: Int32Array;
  private readonly holds: Int32Array;
  private readonly connection: Int32Array;
  private readonly isUp: Uint8Array;
  private readonly isInLine: Uint8Array;
  /** Ring of those that have room; everybody is in it at most once. */
  private readonly line: Int32Array;
  private first = 0;
  private length = 0;

  constructor(prefetch: readonly number[]) {
    this.count = prefetch.length;
    this.prefetch = Int32Array.from(prefetch);
    this.holds = new Int32Array(this.count);
    this.connection = new Int32Array(this.count);
    this.isUp = new Uint8Array(this.count);
    this.isInLine = new Uint8Array(this.count);
    this.line = new Int32Array(this.count);
  }

  /** Jobs that workers hold over the connections there are, and that they could hold. */
  get held(): number {
    return this.holds.reduce((sum, held, worker) => sum + held * this.isUp[worker], 0);
  }

  get room(): number {
    return this.prefetch.reduce((sum, most, worker) => sum + most * this.isUp[worker], 0);
  }

  isConnected(worker: number): boolean {
    return this.isUp[worker] === 1;
  }

  setPrefetch(worker: number, most: number): void {
    this.prefetch[worker] = most;
    this.standInLine(worker);
  }

  /** A new connection, on which nothing has been sent. */
  connect(worker: number): void {
    this.connection[worker]++;
    this.holds[worker] = 0;
    this.isUp[worker] = 1;
    this.standInLine(worker);
  }

  disconnect(worker: number): void {
    this.isUp[worker] = 0;
  }

  disconnectAll(): void {
    this.isUp.fill(0);
  }

  /** Takes a place at whoever's turn it is. @returns a note of it, or {@link NOBODY}. */
  take(): number {
    while (this.length > 0) {
      const worker = this.line[this.first];
      this.first = (this.first + 1) % this.count;
      this.length--;
      this.isInLine[worker] = 0;
      if (!this.hasRoom(worker)) continue;
      this.holds[worker]++;
      this.standInLine(worker);
      return this.connection[worker] * this.count + worker;
    }
    return NOBODY;
  }

  workerOf(note: number): number {
    return note % this.count;
  }

  /** Whether the connection that the note is of still stands. */
  isCurrent(note: number): boolean {
    const worker = this.workerOf(note);
    return this.isUp[worker] === 1 && (note - worker) / this.count === this.connection[worker];
  }

  giveBack(note: number): void {
    if (!this.isCurrent(note)) return;
    const worker = this.workerOf(note);
    this.holds[worker]--;
    this.standInLine(worker);
  }

  private hasRoom(worker: number): boolean {
    return this.isUp[worker] === 1 && this.holds[worker] < this.prefetch[worker];
  }

  private standInLine(worker: number): void {
    if (this.isInLine[worker] === 1 || !this.hasRoom(worker)) return;
    this.isInLine[worker] = 1;
    this.line[(this.first + this.length++) % this.count] = worker;
  }
}
