/**
 * `npm test`: every stage in order, all of them even if an early one fails, then a table and one closing
 * line `N passed, N failed[, N skipped]`, where each static stage counts as one.
 *
 *   node .ci/test.mjs                      everything
 *   node .ci/test.mjs --only lint,types    some stages
 */
import { parseArgs } from 'node:util';
import { stages } from './stages.mjs';

function chosen() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (values.only === undefined) return stages;
  const names = values.only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    const known = stages.map((stage) => stage.name).join(', ');
    console.error(`no such stage: ${unknown.join(', ')}; there are ${known}`);
    process.exit(2);
  }
  return stages.filter((stage) => names.includes(stage.name));
}

async function runStage(stage) {
  console.log(`\n── ${stage.name}: ${stage.title}`);
  const start = performance.now();
  const result = await stage
    .run()
    .catch((error) => ({ passed: 0, failed: 1, skipped: 0, output: error.stack }));
  const seconds = (performance.now() - start) / 1000;
  if (result.failed > 0 && result.output) console.log(result.output.trimEnd());
  console.log(`── ${stage.name}: ${result.failed === 0 ? 'ok' : 'FAILED'} in ${seconds.toFixed(1)} s`);
  return { ...stage, ...result, seconds };
}

function table(results) {
  const row = (cells) =>
    `${cells[0].padEnd(9)}${cells[1].padEnd(8)}${cells
      .slice(2)
      .map((cell) => cell.padStart(9))
      .join('')}`;
  console.log(`\n${row(['stage', 'result', 'passed', 'failed', 'skipped', 'seconds'])}`);
  for (const { name, passed, failed, skipped, seconds } of results) {
    const verdict = failed === 0 ? 'ok' : 'FAILED';
    console.log(row([name, verdict, String(passed), String(failed), String(skipped), seconds.toFixed(1)]));
  }
}

const results = [];
for (const stage of chosen()) results.push(await runStage(stage));
table(results);

const total = (field) => results.reduce((sum, result) => sum + result[field], 0);
const skipped = total('skipped');
console.log(
  `\n${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
);
process.exitCode = total('failed') === 0 ? 0 : 1;
