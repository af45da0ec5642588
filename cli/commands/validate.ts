import { colours as pc } from '../render/colours.ts';
import { HELD } from '../exit-codes.ts';
import { loadFile } from '../load.ts';
import { counted } from '../render/numbers.ts';

export function validateCommand(file: string, set: readonly string[]): number {
  const { scenario, warnings } = loadFile(file, set);
  const instances = scenario.nodes.reduce((sum, { kind, params }) => sum + kind.replicas(params), 0);
  const parts = [
    counted(scenario.nodes.length, 'node'),
    counted(instances, 'instance'),
    counted(scenario.expect.length, 'objective'),
    ...(warnings.length === 0 ? [] : [counted(warnings.length, 'warning')]),
  ];
  process.stdout.write(`${pc.green('✓')} ${scenario.title}: ${parts.join(', ')}\n`);
  return HELD;
}
