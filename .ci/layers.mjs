/**
 * The import table (`.dependency-cruiser.cjs`) holds, and every source file was looked at: a tool that reads
 * nothing would find nothing wrong.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT, tool } from './shell.mjs';

const FOLDERS = ['sim-core', 'cli', 'view', 'web'];
const LAYERS = ['kernel', 'random', 'stats', 'policy', 'model', 'fault', 'check', 'scenario', 'run'];
const FEWEST_MODULES = 60;

function sources(folder) {
  const entries = readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}

const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...FOLDERS];
const { output } = await tool('depcruise', args);
const { modules, summary } = JSON.parse(output.slice(output.indexOf('{')));

const complaints = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
const seen = new Set(modules.map((module) => module.source));
const expected = FOLDERS.flatMap(sources);
complaints.push(...expected.filter((file) => !seen.has(file)).map((file) => `not looked at: ${file}`));
complaints.push(
  ...LAYERS.filter((layer) => !expected.some((file) => file.startsWith(`sim-core/${layer}/`))).map(
    (layer) => `sim-core/${layer} is empty`,
  ),
);
if (expected.length < FEWEST_MODULES) {
  complaints.push(`only ${expected.length} source files, expected at least ${FEWEST_MODULES}`);
}

for (const complaint of complaints) console.log(complaint);
console.log(
  `${expected.length} files, ${summary.totalDependenciesCruised} imports, ${complaints.length} complaints`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;
