import type { Exporter } from './define.ts';
import { tracedOf } from './traced.ts';

const COLUMNS =
  'trace,span,parent,from,to,class,kind,key,attempt,status,opened,arrived,started,replied,settled';

/** A row for each logical request and each attempt. Times in simulated seconds; empty: it did not come to that. */
export const requestsCsv: Exporter = {
  name: 'requests',
  summary: 'CSV with a row for each logical request and each attempt.',
  needsSpans: true,
  *write(run, recorder) {
    const { instances } = run.plan;
    const time = (value: number): string => (value < 0 ? '' : String(value));
    yield `${COLUMNS}\n`;
    for (const span of tracedOf(run, recorder!)) {
      const { traceId, id, parentId, from, to, className, kind, key, attempt, status } = span;
      const names = [instances[from].id, instances[to]?.id ?? '', className, kind];
      const times = [span.opened, span.arrived, span.started, span.replied, span.settled].map(time);
      yield `${[traceId, id, parentId ?? '', ...names, key, attempt, status, ...times].join(',')}\n`;
    }
  },
};
