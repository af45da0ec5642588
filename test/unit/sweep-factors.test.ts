import { describe, expect, it } from 'vitest';
import { parseFactor, type Factor } from '../../sim-core/run/experiment/factor.ts';

function factor(text: string): Factor {
  const found = parseFactor(text);
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

const texts = (text: string): string[] => factor(text).levels.map((level) => level.text);

describe('factors', () => {
  it.each([
    ['lb.policy=random, hash', 'names', ['random', 'hash']],
    ['web.timeout=1s,250ms', 'linear', ['1s', '250ms']],
    ['api.service={ values: [1ms, 2ms] }, 3ms', 'names', ['{ values: [1ms, 2ms] }', '3ms']],
    [`title="a, b", it's, 'c, "d'`, 'names', ['"a, b"', "it's", `'c, "d'`]],
    ['web.rate=50/s..200/s/4', 'linear', ['50/s', '100/s', '150/s', '200/s']],
    ['web.rate=10/s..1k/s/log 3', 'log', ['10/s', '100/s', '1k/s']],
    ['web.rate=10/s..1000/s/log3', 'log', ['10/s', '100/s', '1000/s']],
    ['api.replicas=1..8/8', 'linear', ['1', '2', '3', '4', '5', '6', '7', '8']],
    ['api.replicas=1..3/8', 'linear', ['1', '2', '3']],
    ['api.speed=1.0..2.0/3', 'linear', ['1.0', '1.5', '2.0']],
    [
      'api.service=exponential 10ms..20ms/3',
      'linear',
      ['exponential 10ms', 'exponential 15ms', 'exponential 20ms'],
    ],
    ['api.service=exponential 10ms..exponential 1s/2', 'linear', ['exponential 10ms', 'exponential 1s']],
    ['link.loss=0%..30%/4', 'linear', ['0%', '10%', '20%', '30%']],
    ['api.memory=1GiB..3GiB/3', 'linear', ['1GiB', '2GiB', '3GiB']],
    ['api.queue=1k..4k/3', 'linear', ['1k', '2.5k', '4k']],
    ['web.timeout=100ms..2s', 'linear', ['100ms', '2s']],
  ])('%s', (text, scale, levels) => {
    expect(texts(text)).toEqual(levels);
    expect(factor(text).scale).toBe(scale);
  });

  it('know positions in engine units, whatever the unit of the text', () => {
    expect(factor('web.timeout=1s,250ms').levels.map(({ position }) => position)).toEqual([1, 0.25]);
    expect(factor('api.memory=1KiB..2KiB/2').levels.map(({ position }) => position)).toEqual([1024, 2048]);
  });

  it('take anything between the ends of a range, and of a list what is there', () => {
    const range = factor('web.rate=100/s..200/s');
    expect(range.isRange).toBe(true);
    expect(range.between(0.5)).toEqual({ text: '150/s', position: 150 });
    expect(factor('web.rate=1/s..100/s/log').between(0.5)).toMatchObject({ text: '10/s' });
    const list = factor('lb.policy=a,b,c');
    expect([0, 0.34, 0.99].map((share) => list.between(share).text)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['web.rate', /write a path/],
    ['=5', /write a path/],
    ['web.rate=50/s..fast/4', /both ends must be numbers/],
    ['web.rate=50/s..10ms/4', /both ends must be numbers/],
    ['web.rate=200/s..50/s/4', /must be below/],
    ['web.rate=0/s..50/s/log 4', /above 0/],
    ['web.rate=1/s..50/s/1', /from 2 to/],
    ['lb.policy=a,,b', /missing between/],
    ['lb.policy=a,a', /there twice/],
  ])('%s is refused with a reason', (text, reason) => {
    const found = parseFactor(text);
    expect('problem' in found && found.problem).toMatch(reason);
  });
});
