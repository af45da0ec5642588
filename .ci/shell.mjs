import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Where reports and inflated browsers live: out of sight, and gone with `node_modules`. */
export const CACHE = path.join(ROOT, 'node_modules', '.cache', 'brownout');

/**
 * Runs a program and gives its exit code and everything it wrote. With `show`, output goes to the terminal
 * as well, for what takes long enough that a person wants to watch.
 */
export function execute(program, args, { show = false, cwd = ROOT, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (stream) => (chunk) => {
      output += chunk;
      if (show) stream.write(chunk);
    };
    child.stdout.on('data', collect(process.stdout));
    child.stderr.on('data', collect(process.stderr));
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ code: code ?? `killed by ${signal}`, output }));
  });
}

/** Runs a program that a development dependency brought. */
export function tool(name, args, options) {
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  return execute(path.join(ROOT, 'node_modules', '.bin', name + suffix), args, options);
}

/** Runs commands one after another and stops at the first that fails. */
export async function inTurn(...commands) {
  let output = '';
  for (const command of commands) {
    const result = await command();
    output += result.output;
    if (result.code !== 0) return { code: result.code, output };
  }
  return { code: 0, output };
}

/** A stage without its input is a failure that says so, never a silent pass. */
export function missing(...files) {
  return files.filter((file) => !existsSync(path.join(ROOT, file)));
}
