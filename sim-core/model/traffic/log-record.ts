export const SECONDS_A_DAY = 86_400;

/** One request as a log tells it; `UNKNOWN` (see `data-file.ts`) for what it does not tell. */
export interface LogRecord {
  /** Seconds since 1970, in UTC. */
  readonly at: number;
  /** `GET`; empty when it is not told. */
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly status: number;
  /** Bytes of the answer. */
  readonly bytes: number;
  /** Seconds that the server took, as it measured them. */
  readonly duration: number;
}
