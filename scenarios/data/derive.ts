/**
 * Makes the small traces in this folder from the public originals:
 * `tsx scenarios/data/derive.ts access ACCESS.log.gz > access-2015.csv`
 * `tsx scenarios/data/derive.ts nasa NASA-PER-MINUTE.csv > nasa-1995-week.csv`
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readAccessLog } from '../../sim-core/model/traffic/access-log.ts';

const MINUTES_A_DAY = 1440;
/** Monday, 10 July 1995: the file begins on Saturday, 1 July. */
const FIRST_DAY = 9;

function access(file: string): string[] {
  const { entries } = readAccessLog(gunzipSync(readFileSync(file)).toString('utf8'));
  const rows = entries.map(({ at, key, bytes }) => `${Number(at.toFixed(3))},${key},${bytes}`);
  return ['seconds,key,bytes', ...rows];
}

function nasa(file: string): string[] {
  const minutes = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const week = minutes.slice(FIRST_DAY * MINUTES_A_DAY, (FIRST_DAY + 7) * MINUTES_A_DAY);
  return ['seconds,requests', ...week.map((line, i) => `${i * 60},${line.split(',')[1]}`)];
}

const [, , what, file] = process.argv;
process.stdout.write(`${(what === 'nasa' ? nasa(file) : access(file)).join('\n')}\n`);
