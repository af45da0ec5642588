import type { Exporter } from './define.ts';
import { mermaid } from './mermaid.ts';
import { otlp } from './otlp.ts';
import { perfetto } from './perfetto.ts';
import { prometheus } from './prometheus.ts';
import { requestsCsv } from './requests-csv.ts';

export type { Exporter } from './define.ts';

/** Every form in which a run can be exported. Adding one is a file and a line here. */
export const exporters: readonly Exporter[] = [perfetto, otlp, prometheus, requestsCsv, mermaid];
