import { existsSync, readFileSync, readdirSync } from 'node:fs';

/**
 * How much the page may weigh, gzipped. What the page loads at once is read from the built `index.html`, so a
 * file cannot escape its budget by changing its name.
 */
const folder = 'dist/web';
const html = existsSync(`${folder}/index.html`) ? readFileSync(`${folder}/index.html`, 'utf8') : '';
const linked = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map(
  (match) => `${folder}/${match[1]}`,
);
const scripts = readdirSync(`${folder}/assets`)
  .filter((name) => name.endsWith('.js'))
  .map((name) => `${folder}/assets/${name}`);
const workers = scripts.filter((file) => /worker/i.test(file));
const lazy = scripts.filter((file) => !linked.includes(file) && !workers.includes(file));

const budget = (name, path, limit) => ({ name, path, limit, gzip: true });

export default [
  budget(
    'scripts at first',
    linked.filter((file) => file.endsWith('.js')),
    '200 kB',
  ),
  budget(
    'styles at first',
    linked.filter((file) => file.endsWith('.css')),
    '30 kB',
  ),
  // The engine with all its models, policies and their words is about 120 kB. The rest reads scenarios where the engine
  // runs: zod (28 kB), yaml (30 kB) and the layout (16 kB); the worker loads beside the page, not before it.
  budget('engine worker', workers, '240 kB'),
  ...lazy.map((file) => budget(`later: ${file.slice(folder.length + 8)}`, [file], '130 kB')),
].filter((entry) => entry.path.length > 0);
