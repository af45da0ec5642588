import { kindOf } from './catalog.ts';
import { resolvedObjectives } from './check-objectives.ts';
import { checkAll, checkReferences } from './checks.ts';
import { canonicalText, hashText } from './hash.ts';
import { findingsOf } from './issues.ts';
import { linkRuleOf } from './network.ts';
import { applyOverrides, type Override } from './overrides.ts';
import { copyOf } from './plain.ts';
import { shown, type Finding, type Path, type Problem } from './problem.ts';
import { inOrder, problemOf } from './problems.ts';
import type { NodeSpec, Scenario } from './scenario.ts';
import { documentSchema, PLACEMENT_KEYS, type NodeSection, type ScenarioDocument } from './schema.ts';
import { readable } from './readable.ts';
import { Source } from './source.ts';
import { instancesOf, type Subject } from './subject.ts';
import { TEXT_LIMITS } from './text-limits.ts';
import { fieldsIn } from './walk.ts';
import type { Written } from '../model/define.ts';
import { isFileName } from '../model/fields.ts';

export interface LoadOptions {
  /** `path=value` texts that change the document before it is checked, in order. */
  readonly set?: readonly string[];
  /** Contents of the files that nodes name (see {@link filesNamedIn}). Without it, nobody asks whether they exist. */
  readonly files?: ReadonlyMap<string, string>;
}

export interface Loaded {
  /** Null if any problem is an error. */
  readonly scenario: Scenario | null;
  /** Line by line. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a scenario's text (YAML, or JSON which is YAML). Never throws: whatever is wrong with the text is
 * among the problems.
 */
export function loadScenario(text: string, options: LoadOptions = {}): Loaded {
  const source = sourceOf(text);
  const plain = copyOf(source.plain);
  const findings = [...source.findings];
  const read = { source, plain };
  if (plain === null) return finish(read, findings, [], null);
  if (typeof plain !== 'object' || Array.isArray(plain)) {
    findings.push({ code: 'not-a-scenario', path: [], data: { value: shown(plain) } });
    return finish(read, findings, [], null);
  }
  const { overrides, complaints } = applyOverrides(plain, options.set ?? []);
  findings.push(...complaints.map((complaint) => ({ ...complaint, path: [] })));
  const { subject, wrong } = validate(plain, options.files ?? null);
  findings.push(...wrong);
  const scenario = subject === null ? null : compile(subject, plain, text, options);
  return finish(read, findings, overrides, scenario);
}

/** Names of the files that a document's nodes read, so that they can be fetched before it is loaded. */
export function filesNamedIn(text: string, { set = [] }: LoadOptions = {}): string[] {
  const plain = copyOf(sourceOf(text).plain);
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return [];
  applyOverrides(plain, set);
  const { nodes } = plain as { nodes?: unknown };
  const ids = typeof nodes === 'object' && nodes !== null ? Object.keys(nodes) : [];
  const names = ids
    .flatMap((id) => fieldsIn(plain, id))
    .filter(({ type, value }) => type === 'file' && isFileName(value));
  return [...new Set(names.map(({ value }) => String(value)))];
}

let latest: Source | null = null;

/** The text as read: the same one for the same text again, as when a document is loaded with one override after another. */
function sourceOf(text: string): Source {
  if (latest?.text !== text) latest = new Source(text);
  return latest;
}

/** The document by its schema, then by what no single part can tell. */
function validate(plain: object, files: Subject['files']): { subject: Subject | null; wrong: Finding[] } {
  const { brownout } = plain as { brownout?: unknown };
  if (typeof brownout === 'number' && brownout > 1) {
    return {
      subject: null,
      wrong: [{ code: 'newer-version', path: ['brownout'], data: { version: brownout } }],
    };
  }
  const parsed = documentSchema.safeParse(completed(plain));
  const lost = checkReferences(plain);
  if (!parsed.success) return { subject: null, wrong: [...findingsOf(parsed.error.issues, plain), ...lost] };
  const content = parsed.data as ScenarioDocument;
  const nodes = Object.entries(content.nodes).map(([id, section]) => nodeOf(id, section, plain));
  const subject = { content, zones: content.zones, nodes, instances: instancesOf(nodes), files };
  return { subject, wrong: [...lost, ...checkAll(subject)] };
}

/** The document with the defaults that depend on other settings of the same node. */
function completed(plain: object): object {
  const { nodes } = plain as { nodes?: Readonly<Record<string, Written>> | null };
  if (typeof nodes !== 'object' || nodes === null || Array.isArray(nodes)) return plain;
  const whole = Object.entries(nodes).map(([id, node]) => [id, completedNode(node)]);
  return { ...plain, nodes: Object.fromEntries(whole) };
}

/** A node with the defaults that depend on its other settings. */
export function completedNode(node: Written): Written {
  if (typeof node !== 'object' || node === null) return node;
  return kindOf(node.kind)?.complete?.(node) ?? node;
}

function nodeOf(id: string, section: NodeSection, plain: object): NodeSpec {
  const raw = (plain as { nodes: Record<string, NodeSpec['raw']> }).nodes[id];
  return { id, kind: kindOf(section.kind)!, raw, ...placed(section) };
}

/** Takes a node's place apart from its kind's own settings. */
export function placed(section: NodeSection): Pick<NodeSpec, 'params' | 'zones'> {
  const { zone, zones } = section;
  const own = Object.entries(section).filter(([key]) => key !== 'kind' && !PLACEMENT_KEYS.includes(key));
  return { params: Object.fromEntries(own), zones: zone === undefined ? (zones ?? []) : [zone] };
}

function compile(subject: Subject, plain: object, text: string, options: LoadOptions): Scenario {
  const { content, nodes } = subject;
  const { title, story, seed, duration, warmup, zones, network, faults, limits } = content;
  const { $schema: _, ...said } = plain as { $schema?: unknown };
  return {
    title: readable(title),
    story: readable(story),
    text,
    hash: hashText(canonicalText(said)),
    seed,
    duration,
    warmup,
    zones,
    nodes,
    linkRule: linkRuleOf(network),
    faults,
    expect: resolvedObjectives(subject),
    limits,
    files: options.files ?? new Map<string, string>(),
  };
}

/** A document as its text says it, and with its overrides. */
interface Read {
  readonly source: Source;
  readonly plain: unknown;
}

function finish(
  { source, plain }: Read,
  findings: readonly Finding[],
  overrides: readonly Override[],
  scenario: Scenario | null,
): Loaded {
  const most = TEXT_LIMITS.problems;
  const problems = inOrder(
    findings
      .slice(0, most)
      .map((finding) => inOverride(problemOf(finding, plain, source), finding.path, overrides)),
  );
  const more = findings.length - most;
  if (more > 0)
    problems.push(problemOf({ code: 'too-many-problems', path: [], data: { more } }, plain, source));
  const isWrong = problems.some(({ severity }) => severity === 'error');
  return { scenario: isWrong ? null : scenario, problems };
}

/** A problem with what an override has put there says which override. */
function inOverride(problem: Problem, path: Path, overrides: readonly Override[]): Problem {
  const cause = overrides.findLast((override) => override.path.every((step, i) => path[i] === step));
  if (cause === undefined) return problem;
  return {
    ...problem,
    what: `In \`${cause.text}\`: ${problem.what}`,
    data: { ...problem.data, override: cause.text },
  };
}
