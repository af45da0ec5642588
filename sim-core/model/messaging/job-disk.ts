import type { Address } from '../../kernel/component.ts';
import {
  CLASS,
  KEY,
  KIND,
  LUCK,
  OPENED_AT,
  OPENER_NOTE,
  REPLY_SIZE,
  SIZE,
  STATE,
  WORK,
} from '../request-rows.ts';
import { NO_REQUEST, QUEUED, type Requests } from '../requests.ts';
import type { JobTable } from './job-table.ts';

/** What a request is: the columns that a job brings with it. */
const TRAITS = [LUCK, KEY, WORK, SIZE, REPLY_SIZE, CLASS] as const;

/** A job as it is written down. */
interface Written {
  readonly traits: readonly number[];
  readonly kind: number;
  readonly enqueuedAt: number;
  readonly receives: number;
  readonly isDone: number;
}

/** What survives a crash of a durable work queue. Rows are memory, and go with the process. */
export class JobDisk {
  private jobs: Written[] = [];
  private readonly requests: Requests;

  constructor(requests: Requests) {
    this.requests = requests;
  }

  get size(): number {
    return this.jobs.length;
  }

  /** The process is about to lose these. */
  keep(table: JobTable): void {
    const { requests } = this;
    table.forEach((slot) => {
      const row = requests.rowOf(table.handle[slot]);
      this.jobs.push({
        traits: TRAITS.map((column) => requests.floats[row + column]),
        kind: requests.words[row + KIND],
        enqueuedAt: table.enqueuedAt[slot],
        receives: table.receives[slot],
        isDone: table.isDone[slot],
      });
    });
  }

  /** A new process reads them, the oldest first. */
  restore(table: JobTable, address: Address, restored: (slot: number) => void): void {
    const { requests } = this;
    for (const { traits, kind, enqueuedAt, receives, isDone } of this.jobs) {
      const handle = requests.open(address, NO_REQUEST, 0);
      const row = requests.rowOf(handle);
      requests.floats[row + OPENED_AT] = enqueuedAt;
      TRAITS.forEach((column, i) => (requests.floats[row + column] = traits[i]));
      requests.words[row + KIND] = kind;
      requests.words[row + STATE] = QUEUED;
      const slot = table.add(handle, enqueuedAt);
      requests.words[row + OPENER_NOTE] = slot;
      table.receives[slot] = receives;
      table.isDone[slot] = isDone;
      restored(slot);
    }
    this.jobs = [];
  }
}
