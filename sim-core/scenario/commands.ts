import type { Change, Command, Strike } from '../fault/command.ts';
import { nearest } from '../model/nearest.ts';
import { parseQuantity } from '../model/units.ts';
import { checkStrike } from './check-faults.ts';
import { readEntry } from './fault-entry.ts';
import { findingsOf } from './issues.ts';
import { completedNode, placed } from './load.ts';
import { setAt, stepsOf } from './overrides.ts';
import { copyOf } from './plain.ts';
import { asWritten, shown, type Finding, type Path, type Problem, type ProblemData } from './problem.ts';
import { problemOf } from './problems.ts';
import type { NodeSpec, Scenario } from './scenario.ts';
import { nodeSchemas, type NodeSection } from './schema.ts';
import { Source } from './source.ts';
import { instancesOf, unknownName } from './subject.ts';
import { valueAt } from './walk.ts';

export interface ParsedCommand {
  /** Null if there are problems. */
  readonly command: Command | null;
  /** Simulated seconds at which it is to happen, when the text says so. */
  readonly at: number | null;
  /** Placed in the command's own text. */
  readonly problems: readonly Problem[];
  /** The scenario as it is once the command is carried out: what the next command is to be read against. */
  readonly scenario: Scenario;
}

type Plain = Record<string, unknown>;
type Outcome = { readonly command: Command; readonly scenario: Scenario } | { readonly findings: Finding[] };

/**
 * Reads one thing to do to a run: a fault (`{ crash: order-3, for: 30s }`) or a change of a setting
 * (`{ set: front.policy, to: random }`), with `at` in front when it is for later. Never throws.
 */
export function parseCommand(input: string | object, scenario: Scenario): ParsedCommand {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  // One line needs no braces: `at: 4min, crash: order-3`.
  const isBraced = text.includes('\n') || !text.includes(':') || /^\s*[{[]/.test(text);
  const source = new Source(isBraced ? text : `{${text}}`);
  const fail = (findings: readonly Finding[], plain: unknown): ParsedCommand => {
    const problems = findings.map((finding) => problemOf(finding, plain, source));
    return { command: null, at: null, problems: isBraced ? problems : problems.map(withoutBrace), scenario };
  };
  const { plain } = source;
  if (source.findings.some(({ code }) => code === 'empty-document'))
    return fail([{ code: 'not-a-command', path: [], data: { value: '' } }], plain);
  if (source.findings.length > 0) return fail(source.findings, plain);
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    return fail([{ code: 'not-a-command', path: [], data: { value: shown(plain) } }], plain);
  }
  const at = timeOf(plain as Plain);
  if (typeof at === 'object' && at !== null) return fail([at], plain);
  const outcome = 'set' in plain ? readChange(plain, scenario) : readStrike(plain as Plain, scenario);
  return 'findings' in outcome ? fail(outcome.findings, plain) : { ...outcome, at, problems: [] };
}

function withoutBrace(problem: Problem): Problem {
  return { ...problem, column: Math.max(1, problem.column - 1) };
}

/** `at` as seconds, also as a plain number: what is recorded of a run is in engine units. */
function timeOf({ at }: Plain): number | null | Finding {
  if (at === undefined) return null;
  if (typeof at === 'number' && at >= 0 && at < Infinity) return at;
  const seconds = parseQuantity('duration', at, 's');
  if (typeof seconds !== 'number') return { ...seconds, path: ['at'] };
  return seconds >= 0 ? seconds : { code: 'too-small', path: ['at'], data: { min: '0s', max: '366d' } };
}

function readStrike(plain: Plain, scenario: Scenario): Outcome {
  const { at: _, ...entry } = plain;
  const context: Parameters<typeof readEntry>[1] = { issues: [] };
  const fault = readEntry(entry, context, false);
  if (fault === null) return { findings: findingsOf(context.issues as never, plain) };
  const { zones, nodes } = scenario;
  const findings = checkStrike(fault.strike, [], { zones, nodes, instances: instancesOf(nodes) });
  return findings.length > 0 ? { findings } : { command: fault.strike satisfies Strike, scenario };
}

function readChange(plain: object, scenario: Scenario): Outcome {
  const { set, to, at: _, ...others } = plain as Plain;
  const wrong = Object.keys(others).map((key) => unknownKey(key));
  if (wrong.length > 0) return { findings: wrong };
  if (to === undefined) return { findings: [{ code: 'set-without-value', path: [], data: {} }] };
  const steps = typeof set === 'string' ? stepsOf(set) : null;
  const [id, ...setting] = steps?.[0] === 'nodes' ? steps.slice(1) : (steps ?? []);
  if (id === undefined || setting.length === 0)
    return { findings: [{ code: 'not-a-command', path: ['set'], data: { value: shown(set) } }] };
  const node = scenario.nodes.find((candidate) => candidate.id === id);
  if (node === undefined) {
    return {
      findings: [
        unknownName(
          'set-unknown-node',
          ['set'],
          String(id),
          scenario.nodes.map((one) => one.id),
        ),
      ],
    };
  }
  const notLive = checkLive(node, setting);
  return notLive === null
    ? change(node, setting, valueOf(to), String(set), scenario)
    : { findings: [notLive] };
}

/** A list or a map may come as its text, as a form has it. What can't be read stays text, and the setting complains. */
function valueOf(to: unknown): unknown {
  if (typeof to !== 'string' || !/^\s*[[{]/.test(to)) return to;
  const { plain, findings } = new Source(to);
  return findings.length > 0 ? to : plain;
}

function unknownKey(key: string): Finding {
  return { code: 'unknown-key', path: [key], at: 'key', data: { key, owner: 'set', known: 'set, to, at' } };
}

function checkLive({ id, kind }: NodeSpec, setting: Path): Finding | null {
  const live = [...kind.live];
  const name = setting.join('.');
  if (live.some((allowed) => allowed === name || name.startsWith(`${allowed}.`))) return null;
  const near = nearest(name, live);
  const data: ProblemData = { setting: name, node: id, live: live.join(', ') };
  const suggestion = near === null ? {} : { suggestion: `${id}.${near}` };
  return { code: 'set-not-live', path: ['set'], data: { ...data, ...suggestion } as ProblemData };
}

function change(node: NodeSpec, setting: Path, to: unknown, name: string, scenario: Scenario): Outcome {
  const raw = copyOf(node.raw) as Plain;
  const text = `set: ${name}, to: ${asWritten(to)}`;
  // The node's settings stand under `nodes` so that the path has the form of a document's.
  const whole = { nodes: { [node.id]: raw } };
  setAt(whole, ['nodes', node.id, ...setting], to);
  const parsed = nodeSchemas.get(node.kind.kind)!.safeParse(completedNode(raw));
  if (!parsed.success) {
    const findings = findingsOf(parsed.error.issues, raw).map((finding) => ({
      ...finding,
      data: { ...named(finding.path, raw), ...finding.data },
      path: ['to'],
    }));
    return { findings };
  }
  const { params } = placed(parsed.data as NodeSection);
  const nodes = scenario.nodes.map((one) => (one === node ? { ...node, raw, params } : one));
  const command: Change = { kind: 'change', node: node.id, params, text };
  return { command, scenario: { ...scenario, nodes } };
}

/** Names the setting itself, where the problem's place is `to`. */
function named(path: Path, raw: unknown): ProblemData {
  const setting = String(path.at(-1) ?? '');
  const value = shown(valueAt(raw, path));
  return { setting, value, pair: `${setting}: ${value}` };
}
