import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const ROOT = path.join(import.meta.dirname, '../..');
export const PROGRAM = path.join(ROOT, 'dist/cli/main.js');

/** A scenario that is over at once, and whose objective holds. */
export const TEXT = `brownout: 1
title: Small
duration: 20s
warmup: 2s
nodes:
  web: { kind: source, target: api, rate: 50/s, timeout: 1s }
  api: { kind: server, cores: 2, service: exponential 10ms }
expect:
  - web.p50 < 50ms
`;

/** A new folder with a scenario as `small.yaml`, and the program built. */
export function folderWithSmall(text = TEXT): string {
  if (!existsSync(PROGRAM)) execFileSync(process.execPath, ['.ci/prepare.mjs'], { cwd: ROOT });
  const folder = mkdtempSync(path.join(tmpdir(), 'brownout-'));
  writeFileSync(path.join(folder, 'small.yaml'), text);
  return folder;
}

/** The program in a process of its own, with pipes for all streams. */
export function brownoutIn(
  folder: string,
  args: readonly string[],
): { code: number; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
    // Where the output goes decides over colours, and not that a program runs in CI.
    env: { ...process.env, CI: 'true', FORCE_COLOR: '' },
  });
  return { code: status ?? -1, out: stdout, err: stderr };
}
