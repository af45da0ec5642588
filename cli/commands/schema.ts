import { jsonSchema } from '../../sim-core/scenario/index.ts';
import { HELD } from '../exit-codes.ts';

export function schemaCommand(): number {
  process.stdout.write(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
  return HELD;
}
