import type { Finding } from './problem.ts';
import type { Subject } from './subject.ts';

/** What limits go by must mean the same everywhere. */
export function checkLimits(subject: Subject): Finding[] {
  return checkPriorities(subject);
}

/** A class has one priority, whoever sends it. */
function checkPriorities({ nodes }: Subject): Finding[] {
  const known = new Map<string, { readonly priority: number; readonly other: string }>();
  return nodes.flatMap(({ id, params }) =>
    Object.entries((params.classes ?? {}) as Readonly<Record<string, { readonly priority: number }>>).flatMap(
      ([name, { priority }]): Finding[] => {
        const before = known.get(name);
        if (before === undefined) known.set(name, { priority, other: id });
        if (before === undefined || before.priority === priority) return [];
        const path = ['nodes', id, 'classes', name];
        const data = { name, priority, other: before.other, before: before.priority };
        return [{ code: 'priorities-differ', path, at: 'key', data }];
      },
    ),
  );
}
