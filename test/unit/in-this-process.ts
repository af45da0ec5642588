import { vi } from 'vitest';
import { Refusal } from '../../cli/files.ts';

export interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Calls a command as the program would, without the cost of starting a process. */
export async function printed(command: () => number | Promise<number>): Promise<Printed> {
  let out = '';
  let err = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  try {
    return { code: await command(), out, err };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, out, err: err + error.message };
    throw error;
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}
