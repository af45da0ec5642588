/**
 * Builds the library and the CLI, packs them as npm would, checks the archive (publint, Are the types
 * wrong?), then unpacks it and uses it as a stranger would: import the library, start the program.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { CACHE, execute, tool } from './shell.mjs';

const folder = path.join(CACHE, 'packed');
const unpacked = path.join(folder, 'package');

async function must(step, work) {
  const { code, output } = await work();
  if (code === 0) return output;
  console.log(`${step} failed\n${output}`);
  return process.exit(1);
}

async function pack() {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const output = await must('npm pack', () => execute('npm', args));
  const [{ filename, files }] = JSON.parse(output.slice(output.indexOf('[\n')));
  return { archive: path.join(folder, filename), files: files.map((file) => file.path) };
}

function complain(message) {
  console.log(message);
  process.exitCode = 1;
}

await must('tsdown', () => tool('tsdown', ['--logLevel', 'warn']));
const { archive, files } = await pack();
await must('publint', () => tool('publint', ['run', archive, '--strict']));
await must('attw', () => tool('attw', [archive, '--profile', 'esm-only', '--no-emoji', '--no-color']));

for (const wanted of [
  'dist/lib/index.js',
  'dist/lib/index.d.ts',
  'dist/cli/main.js',
  'LICENSE',
  'README.md',
]) {
  if (!files.includes(wanted)) complain(`not in the package: ${wanted}`);
}
const foreign = files.filter((file) => /^(?:test|bench|web|sim-core|cli|\.ci)\//.test(file));
if (foreign.length > 0) complain(`in the package, but of no use there: ${foreign.join(', ')}`);

await must('tar', () => execute('tar', ['-xzf', archive, '-C', folder]));
const load = `const all = await import('./dist/lib/index.js'); if (typeof all.run !== 'function') throw new Error('no run()');`;
await must('import of the library', () =>
  execute(process.execPath, ['--input-type=module', '--eval', load], { cwd: unpacked }),
);
await must('brownout --version', () =>
  execute(process.execPath, [path.join(unpacked, 'dist/cli/main.js'), '--version'], { cwd: folder }),
);
await must('brownout list', () =>
  execute(process.execPath, [path.join(unpacked, 'dist/cli/main.js'), 'list'], { cwd: folder }),
);
