/** Version of the format below; grows when a page could misread it. */
export const LINK_VERSION = 1;
/** Longer text is refused while it is being inflated, so that a short link can't fill the memory. */
export const MOST_TEXT = 1_000_000;

/** What a link holds: a run, and the instant to look at. */
export interface Shared {
  /** Path of a bundled scenario; or its whole text. */
  readonly name?: string;
  readonly text?: string;
  readonly seed: number;
  readonly sets: readonly string[];
  /** `at` and the entry, as plain data. */
  readonly doings: readonly { readonly at: number; readonly entry: Readonly<Record<string, unknown>> }[];
  readonly at: number;
}

export type Failure =
  | { readonly kind: 'broken' }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'too-large' };

export type Decoded = { readonly shared: Shared } | { readonly failure: Failure };

const FORM = /^(\d{1,3})\.([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/;

/** `version.checksum.data`: deflated JSON in base64url, for a fragment that no server sees. */
export async function encode(shared: Shared): Promise<string> {
  const plain = new TextEncoder().encode(JSON.stringify(shared));
  const packed = await through(plain, new CompressionStream('deflate-raw'), Infinity);
  return `${LINK_VERSION}.${checksum(plain)}.${toBase64(packed!)}`;
}

/** Reads what {@link encode} wrote. Never throws: a damaged, newer or oversized link is told apart. */
export async function decode(fragment: string): Promise<Decoded> {
  const match = FORM.exec(fragment);
  if (match === null) return { failure: { kind: 'broken' } };
  const [, version, sum, data] = match;
  if (Number(version) > LINK_VERSION) return { failure: { kind: 'newer', version: Number(version) } };
  try {
    const plain = await through(fromBase64(data), new DecompressionStream('deflate-raw'), MOST_TEXT);
    if (plain === null) return { failure: { kind: 'too-large' } };
    if (checksum(plain) !== sum) return { failure: { kind: 'broken' } };
    const shared: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
    return isShared(shared) ? { shared } : { failure: { kind: 'broken' } };
  } catch {
    return { failure: { kind: 'broken' } };
  }
}

/** Sends bytes through a stream; null as soon as more than `most` come out. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function isShared(value: unknown): value is Shared {
  if (typeof value !== 'object' || value === null) return false;
  const { name, text, seed, sets, doings, at } = value as Record<string, unknown>;
  const isSource = typeof name === 'string' || typeof text === 'string';
  const isList = Array.isArray(sets) && sets.every((set) => typeof set === 'string');
  return isSource && isList && isCount(seed) && isTime(at) && Array.isArray(doings) && doings.every(isDoing);
}

function isDoing(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { at, entry } = value as Record<string, unknown>;
  return isTime(at) && typeof entry === 'object' && entry !== null && !Array.isArray(entry);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return isTime(value) && Number.isSafeInteger(value);
}

/** FNV-1a in 32 bits (Fowler, Noll, Vo): tells a damaged link from a whole one. */
function checksum(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
