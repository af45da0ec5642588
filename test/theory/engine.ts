import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'tsdown';

const ROOT = path.join(import.meta.dirname, '../..');

/**
 * The library, bundled as it ships and imported as it is. What Vitest makes of its modules is two to three times slower,
 * and here millions of requests are simulated. Each process builds its own, so none reads what another just writes.
 */
async function bundled(): Promise<typeof import('../../sim-core/index.ts')> {
  const outDir = path.join(ROOT, 'node_modules/.cache', `brownout-theory-${process.pid}`);
  await build({
    config: false,
    cwd: ROOT,
    entry: { engine: 'sim-core/index.ts' },
    outDir,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    deps: { alwaysBundle: [/./], onlyBundle: false },
    dts: false,
    report: false,
    hash: false,
    logLevel: 'warn',
    outExtensions: () => ({ js: '.mjs' }),
  });
  const library: unknown = await import(pathToFileURL(path.join(outDir, 'engine.mjs')).href);
  rmSync(outDir, { recursive: true });
  return library as typeof import('../../sim-core/index.ts');
}

export const { run, loadScenario } = await bundled();
