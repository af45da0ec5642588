import type * as z from 'zod';
import { nearest } from '../model/nearest.ts';
import type { Complaint } from '../model/units.ts';
import { short, shown, type Finding, type Path, type ProblemData } from './problem.ts';
import { keysAt, ownerAt, valueAt } from './walk.ts';

type Issue = z.core.$ZodIssue;

/** What a schema said against plain data, as findings with codes of our own. */
export function findingsOf(issues: readonly Issue[], plain: unknown): Finding[] {
  return issues.flatMap((issue) => findings(issue, [], plain));
}

function findings(issue: Issue, base: Path, plain: unknown): Finding[] {
  const path = [...base, ...issue.path] as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, plain));
  if (issue.code === 'invalid_union') return union(issue, path, plain);
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return issue.code === 'invalid_key'
      ? [{ code: 'not-an-id', path, at: 'key', data: { value: String(path.at(-1)) } }]
      : issue.issues.flatMap((nested) => findings(nested, path, plain));
  }
  const { code, data } = complaintOf(issue, valueAt(plain, path));
  return [{ code, path, data, at: code === 'unknown-fault' ? 'key' : 'value' }];
}

function unknownKey(key: string, path: Path, plain: unknown): Finding {
  const known = keysAt(plain, path);
  const present = Object.keys((valueAt(plain, path) as object | undefined) ?? {});
  const near = nearest(
    key,
    known.filter((name) => !present.includes(name)),
  );
  const data = { key: short(key), owner: ownerAt(plain, path), known: known.join(', ') };
  return { code: 'unknown-key', path: [...path, key], at: 'key', data: withSuggestion(data, near) };
}

/** Of several forms, tells about the one that the writer most likely had in mind. */
function union(issue: z.core.$ZodIssueInvalidUnion, path: Path, plain: unknown): Finding[] {
  const { discriminator } = issue as { discriminator?: string };
  if (discriminator !== undefined) return [unknownVariant(issue, path, plain)];
  const value = valueAt(plain, path);
  const branches = issue.errors as Issue[][];
  if (branches.length === 0) return [{ code: 'custom', path, data: { detail: issue.message } }];
  const best = branches.reduce((a, b) => (closeness(b, value) > closeness(a, value) ? b : a));
  return best.flatMap((nested) => findings(nested, path, plain));
}

function unknownVariant(issue: Issue, path: Path, plain: unknown): Finding {
  const { options = [] } = issue as { options?: unknown[] };
  const value = valueAt(plain, path);
  const names = options.map(String);
  const data = { key: String(path.at(-1)), choices: names.join(', ') };
  if (value === undefined) return { code: 'missing-choice', path, data };
  const near = typeof value === 'string' ? nearest(value, names) : null;
  return { code: 'unknown-choice', path, data: withSuggestion({ ...data, value: shown(value) }, near) };
}

/** How well a value fits a form: deep first faults and few strange keys are good, a wrong sort of value is worst. */
function closeness(issues: readonly Issue[], value: unknown): number {
  const atRoot = issues.find(({ path }) => path.length === 0);
  const depth = Math.max(...issues.map(({ path }) => path.length));
  const mismatched = issues.some(({ code }) => code === 'invalid_value');
  const strange = issues.reduce(
    (sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length : 0),
    0,
  );
  const points = depth * 10 - issues.length - (mismatched ? 20 : 0) - strange * 10;
  if (atRoot === undefined || atRoot.code === 'unrecognized_keys') return points + 100;
  // One entry where a list of them is wanted: only the dash is missing.
  if (isMap(value) && atRoot.code === 'invalid_type' && atRoot.expected === 'array') return points + 50;
  if (isMap(value) || atRoot.code === 'invalid_type') return points;
  return points + 100;
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function complaintOf(issue: Issue, value: unknown): Complaint {
  if (issue.code === 'custom') {
    const { complaint } = (issue.params ?? {}) as { complaint?: Complaint };
    return complaint ?? { code: 'custom', data: { detail: issue.message, value: shown(value) } };
  }
  if (value === undefined) return { code: 'missing', data: {} };
  if (value === null) return { code: 'empty', data: {} };
  return standardComplaint(issue, shown(value), value);
}

function standardComplaint(issue: Issue, text: string, value: unknown): Complaint {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'array' && isMap(value)) return { code: 'one-entry', data: {} };
      return { code: 'wrong-type', data: { value: text, expected: typeName(issue.expected) } };
    case 'invalid_value':
      return oneOf(issue.values.map(String), text, value);
    case 'too_small':
    case 'too_big':
      return size(issue, text);
    default:
      return { code: 'custom', data: { detail: issue.message, value: text } };
  }
}

function oneOf(choices: readonly string[], text: string, value: unknown): Complaint {
  // `"1"` looks like `1`, and is a text.
  if (typeof value === 'string' && choices.includes(value))
    return { code: 'wrong-type', data: { pair: JSON.stringify(value), expected: `\`${value}\`` } };
  const near = choices.length === 1 ? choices[0] : typeof value === 'string' ? nearest(value, choices) : null;
  return { code: 'unknown-choice', data: withSuggestion({ value: text, choices: choices.join(', ') }, near) };
}

function size(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, text: string): Complaint {
  const isList = issue.origin === 'array' || issue.origin === 'set' || issue.origin === 'map';
  if (issue.code === 'too_small') {
    const min = Number(issue.minimum);
    return isList
      ? { code: 'too-few-entries', data: { min } }
      : { code: 'below-minimum', data: { value: text, min } };
  }
  const max = Number(issue.maximum);
  return isList
    ? { code: 'too-many-entries', data: { max } }
    : { code: 'above-maximum', data: { value: text, max } };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: 'a map of settings',
  record: 'a map of names',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function typeName(type: string): string {
  return TYPE_NAMES[type] ?? type;
}

function withSuggestion(data: ProblemData, suggestion: string | null): ProblemData {
  return suggestion === null ? data : { ...data, suggestion };
}
