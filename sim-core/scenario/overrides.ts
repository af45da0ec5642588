import { nearest } from '../model/nearest.ts';
import { complaint, type Complaint } from '../model/units.ts';
import { isForbidden } from './plain.ts';
import { pathText, type Finding, type Path } from './problem.ts';
import { documentKeys } from './schema.ts';
import { Source } from './source.ts';
import { valueAt } from './walk.ts';
import { wordings } from './wording/index.ts';

/** One `path=value` that was put into a document. */
export interface Override {
  readonly text: string;
  /** To the outermost thing that it made or changed. */
  readonly path: Path;
}

type Plain = Record<string | number, unknown>;

const MOST_STEPS = 32;
const STEP = /^[A-Za-z$0-9][\w-]{0,62}$/;

/**
 * Puts `path=value` texts into plain data, in order. A path starts at the top of the document
 * (`nodes.order.replicas`, `faults[0].at`) or with a node's id (`order.replicas`). Values are read as YAML.
 */
export function applyOverrides(
  plain: unknown,
  texts: readonly string[],
): { overrides: Override[]; complaints: Complaint[] } {
  const overrides: Override[] = [];
  const complaints: Complaint[] = [];
  for (const text of texts) {
    const result = applyOverride(plain as Plain, text);
    if ('code' in result) complaints.push(result);
    else overrides.push(result);
  }
  return { overrides, complaints };
}

function applyOverride(plain: Plain, text: string): Override | Complaint {
  const override = text.length > 80 ? `${text.slice(0, 77)}…` : text;
  const equals = text.indexOf('=');
  const steps = equals < 1 ? null : stepsOf(text.slice(0, equals).trim());
  if (steps === null) return { code: 'not-an-override', data: { override } };
  const source = new Source(text.slice(equals + 1));
  const [unreadable] = source.findings;
  if (unreadable !== undefined) {
    return { code: 'override-unreadable', data: { override, detail: detailOf(unreadable) } };
  }
  const path = isNode(plain, steps[0]) ? ['nodes', ...steps] : steps;
  const changed = path.slice(0, firstNew(plain, path) + 1);
  const lost = setAt(plain, path, source.plain);
  if (lost === null) return { text, path: changed };
  const known = lost.known.slice(0, 20).join(', ');
  return complaint(
    'override-unknown-path',
    { override, step: String(lost.step), known },
    lost.next ?? nearest(String(lost.step), lost.known),
  );
}

/** What keeps a value from being read. */
function detailOf({ code, data }: Finding): string {
  if (code === 'empty-document') return 'nothing stands behind the equals sign.';
  return String(data.detail ?? wordings[code](data)[0]);
}

/** `a.b[0].c` → steps; null when it is not a path. */
export function stepsOf(text: string): (string | number)[] | null {
  const steps = text.replace(/\[(\d{1,6})\]/g, '.$1').split('.');
  const isBad = steps.length > MOST_STEPS || steps.some((step) => !STEP.test(step) || isForbidden(step));
  return isBad ? null : steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function isNode(plain: Plain, step: string | number): boolean {
  if (documentKeys.includes(String(step))) return false;
  return Object.hasOwn((plain.nodes as Plain | undefined | null) ?? {}, step);
}

/** Index of the first step that leads to nothing so far; the last one if all lead somewhere. */
function firstNew(plain: Plain, path: Path): number {
  const missing = path.findIndex((_, i) => valueAt(plain, path.slice(0, i + 1)) === undefined);
  return missing < 0 ? path.length - 1 : missing;
}

interface Lost {
  readonly step: string | number;
  readonly known: readonly string[];
  /** Where a list goes on, when the step is beyond its end. */
  readonly next?: string;
}

/** Sets a value, making maps on the way; says at which step the path leads nowhere. */
export function setAt(plain: Plain, path: Path, value: unknown): Lost | null {
  let at: Plain | unknown[] = plain;
  for (const [i, step] of path.entries()) {
    const lost = lostAt(plain, at, step, i, path);
    if (lost !== null) return lost;
    const map = at;
    if (i === path.length - 1) map[step] = value;
    else at = (map[step] ??= typeof path[i + 1] === 'number' ? [] : Object.create(null)) as Plain;
  }
  return null;
}

function lostAt(plain: Plain, at: unknown, step: string | number, i: number, path: Path): Lost | null {
  if (i === 0 && !documentKeys.includes(String(step))) {
    return { step, known: [...documentKeys, ...Object.keys((plain.nodes as Plain | null) ?? {})] };
  }
  if (typeof at !== 'object' || at === null) return { step, known: [] };
  if (Array.isArray(at)) {
    const fits = typeof step === 'number' && step <= at.length;
    const next = pathText([...path.slice(0, i), at.length]);
    return fits ? null : { step, known: [...at.keys()].map(String), next };
  }
  const isNewNode = i === 1 && path[0] === 'nodes' && path.length > 2 && !Object.hasOwn(at, step);
  return typeof step === 'number' || isNewNode ? { step, known: Object.keys(at) } : null;
}
