import pc from 'picocolors';
import { HELD } from '../exit-codes.ts';
import { loadFile } from '../load.ts';

export function validateCommand(file: string, set: readonly string[]): number {
  const { scenario, warnings } = loadFile(file, set);
  const instances = scenario.nodes.reduce((sum, { kind, params }) => sum + kind.replicas(params), 0);
  const doubts =
    warnings.length === 0 ? '' : `, ${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`;
  const parts = `${scenario.nodes.length} nodes, ${instances} instances, ${scenario.expect.length} objectives${doubts}`;
  process.stdout.write(`${pc.green('✓')} ${scenario.title}: ${parts}\n`);
  return HELD;
}
