import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, type Shared } from '../../view/share/codec.ts';

const RUN: Shared = {
  name: 'platform/order-platform',
  seed: 7,
  sets: ['order.replicas=7'],
  doings: [{ at: 12.5, entry: { crash: 'order-3', for: '30s' } }],
  at: 31.400000000000002,
};

describe('a share link', () => {
  it('gives back what was put in, to the last bit of the time', async () => {
    expect(await decode(await encode(RUN))).toEqual({ shared: RUN });
  });

  it('is safe in an address', async () => {
    expect(await encode(RUN)).toMatch(/^[A-Za-z0-9._-]+$/);
  });

  it('gives back any scenario text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (text) => {
        const shared: Shared = { text, seed: 1, sets: [], doings: [], at: 0 };
        expect(await decode(await encode(shared))).toEqual({ shared });
      }),
    );
  });

  it('never throws, and never takes a damaged link for a whole one', async () => {
    const link = await encode(RUN);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(link.length - 1),
        fc.constantFrom('A', '0', '-', '%', '.'),
        async (at, character) => {
          const damaged = link.slice(0, at) + character + link.slice(at + 1);
          if (damaged === link) return;
          const result = await decode(damaged);
          expect('failure' in result || JSON.stringify(result.shared) === JSON.stringify(RUN)).toBe(true);
        },
      ),
    );
  });

  it('tells a newer format from a broken one', async () => {
    expect(await decode('2.00000000.abcd')).toEqual({ failure: { kind: 'newer', version: 2 } });
    expect(await decode('1.00000000.abcd')).toEqual({ failure: { kind: 'broken' } });
    expect(await decode('hello world')).toEqual({ failure: { kind: 'broken' } });
  });

  it('refuses to inflate more than a megabyte', async () => {
    const bomb = await encode({ ...RUN, text: 'a'.repeat(5_000_000) });
    expect(bomb.length).toBeLessThan(20_000);
    expect(await decode(bomb)).toEqual({ failure: { kind: 'too-large' } });
  });

  it('refuses what is no run', async () => {
    const strange = await encode({ ...RUN, doings: [{ at: -1, entry: {} }] });
    expect(await decode(strange)).toEqual({ failure: { kind: 'broken' } });
    const nameless = await encode({ seed: 1, sets: [], doings: [], at: 0 });
    expect(await decode(nameless)).toEqual({ failure: { kind: 'broken' } });
  });
});
