/**
 * Where the columns of a request lie in its row: `floats[row + LUCK]`, `words[row + STATE]`. A row is named by where it
 * begins, a multiple of sixteen, so the same number leads into both arrays, and `|` does the same as `+` without the
 * engine's check for overflow; it takes two cache lines of float64 and one of int32.
 */
export const ROW_SHIFT = 4;
export const ROW_LENGTH = 1 << ROW_SHIFT;

/** What the request is, in float64. Copied from parent to child, with {@link KIND} and {@link ROOT}. */
export const LUCK = 0;
export const KEY = 1;
/** Seconds of one core at full speed. */
export const WORK = 2;
/** Bytes. */
export const SIZE = 3;
export const REPLY_SIZE = 4;
/** Index in the world's list of classes. */
export const CLASS = 5;

/** The attempt's times in simulated seconds, in float64. */
export const OPENED_AT = 6;
/** When the receiver got it; when work began; when the reply left. −1: not yet. */
export const ARRIVED_AT = 7;
export const STARTED_AT = 8;
export const REPLIED_AT = 9;
/** An event handle, for the opener; 0: none. */
export const TIMER = 10;
/** Of a logical call: seconds waited before its last attempt; written when there is a retry. */
export const BACKOFF = 11;
/** Of an attempt: the number of the requester that sent it. */
export const REQUESTER = 11;
/** Seconds after which whoever turned it away would be asked again, 0: not said. Written when it is turned away. */
export const RETRY_AFTER = 12;
/** For whoever lets it wait: the handle of the row before it in a line, or its index in a heap. */
export const PLACE = 13;
/** For a server whose discipline asks: seconds of one core at full speed that it still needs; when it came to the queue. */
export const WORK_LEFT = 14;
export const QUEUED_AT = 15;

/** Who holds the row, and its live handle: for the table only. In int32, as is all that follows. */
export const HOLDS = 0;
export const HANDLE = 1;
/** {@link READ}, {@link WRITE} or {@link CHECK}. */
export const KIND = 2;
/** The trace: handles of the logical request and of the row that this one was opened for; hops down from the root. */
export const ROOT = 3;
export const PARENT = 4;
export const DEPTH = 5;
export const ATTEMPT = 6;
/** Addresses of opener and receiver, and the index of the link between them; −1: not sent yet. */
export const FROM = 7;
export const TO = 8;
export const LINK = 9;
/** Where an open attempt is just now, and how it ended. */
export const STATE = 10;
export const STATUS = 11;
/** Free for the opener (a backend's index), and for the receiver (tasks left, next call). */
export const OPENER_NOTE = 12;
export const RECEIVER_NOTE = 13;
export const RECEIVER_COUNT = 14;
/** Link for the receiver's own queues: handle of the row behind. */
export const NEXT = 15;
