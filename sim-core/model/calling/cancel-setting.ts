import * as z from 'zod';

/** Whether a caller says that it has given up. */
export const cancel = z.boolean().default(false).meta({
  label: 'Cancel',
  help: 'Whoever was asked is told when nobody waits for the answer any more, and stops (gRPC cancellation, RST_STREAM of HTTP/2).',
});
