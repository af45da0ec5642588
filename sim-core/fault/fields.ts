import * as z from 'zod';
import { parseLinkTarget, parseTarget } from './target.ts';

const INSTANCES = 'an instance, a node, `leader of NODE`, `any of NODE` or `zone ZONE`';
const LINKS = '`A <-> B`, `A -> B`, or one side alone for all of its links';

/** Text that names instances, checked for its form; whether they exist is the compiler's to say. */
export function instances() {
  return z
    .string()
    .transform((value, context) => {
      const target = parseTarget(value);
      if (target !== null) return target;
      context.addIssue({ code: 'custom', message: `write ${INSTANCES}` });
      return z.NEVER;
    })
    .meta({ label: 'Target', help: `Whom it strikes: ${INSTANCES}.` });
}

/** Text that names links, checked for its form. */
export function links() {
  return z
    .string()
    .transform((value, context) => {
      const target = parseLinkTarget(value);
      if (target !== null) return target;
      context.addIssue({ code: 'custom', message: `write ${LINKS}` });
      return z.NEVER;
    })
    .meta({ label: 'Links', help: `Which links: ${LINKS}.` });
}
