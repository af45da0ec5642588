import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAccessLog, readAccessLog } from '../../sim-core/model/traffic/access-log.ts';
import { checkRates, checkRequests } from '../../sim-core/model/traffic/data-check.ts';
import { keyNumber, readRates, readTrace, UNKNOWN } from '../../sim-core/model/traffic/data-file.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

const COMBINED = [
  '203.0.113.9 - - [17/May/2015:10:05:03 +0000] "GET /a.png HTTP/1.1" 200 203023 "http://x/" "Mozilla/5.0 (X; Y)"',
  '2001:db8::1 - frank [17/May/2015:10:05:03 +0000] "POST /b?c=d HTTP/1.1" 302 - "-" "-"',
  '::ffff:192.0.2.1 - - [17/May/2015:12:05:04 +0200] "GET /a.png HTTP/1.0" 304 0',
  '[2001:db8::2]:80 - - [17/May/2015:03:05:05 -0700] "GET /q"uo\\"te HTTP/1.1" 404 12 "r\\"x" "y"',
  '192.0.2.3 - "odd [name" [17/May/2015:10:05:06 +0000] "-" 408 -',
  '192.0.2.3 - - [17/May/2015:10:05:07 +0000] "\\x16\\x03\\x01" 400 226 "-" "-"',
].join('\n');

describe('an access log', () => {
  it('is read in common and combined format, with any host, quotes and time zone', () => {
    const { entries, badLines, firstBadLine } = readAccessLog(COMBINED);
    expect({ badLines, firstBadLine }).toEqual({ badLines: 0, firstBadLine: 0 });
    expect(entries.map(({ at }) => at)).toEqual([0, 0.5, 1, 2, 3, 4]);
    expect(entries.map(({ bytes }) => bytes)).toEqual([203_023, 0, 0, 12, 0, 226]);
    const paths = ['/a.png', '/b', '/a.png', '/q"uo\\"te', '-', '\\x16\\x03\\x01'];
    expect(entries.map(({ key }) => key)).toEqual(paths.map(keyNumber));
  });

  it('is told from a table', () => {
    expect(isAccessLog(COMBINED)).toBe(true);
    expect(isAccessLog(`${COMBINED}\n`.replaceAll('\n', '\r\n'))).toBe(true);
    expect(isAccessLog(`# made by hand\n\n${COMBINED}`)).toBe(true);
    expect(isAccessLog('seconds,key,bytes\n0,/a,5\n')).toBe(false);
    expect(isAccessLog('')).toBe(false);
  });

  it('has its bad lines counted and left out', () => {
    const line = (time: string) => `h - - [${time} +0000] "GET / HTTP/1.1" 200 1`;
    const bad = [
      '31/Feb/2015:00:00:00',
      '01/Foo/2015:00:00:00',
      '01/Mar/2015:24:00:00',
      '00/Mar/2015:00:00:00',
      '29/Feb/2015:00:00:00',
    ];
    const good = ['29/Feb/2016:00:00:00', '01/Mar/2016:00:00:00', '31/Dec/2016:23:59:60'];
    const { entries, ...rest } = readAccessLog(
      ['', line(good[0]), ...bad.map(line), 'x'.repeat(20_000), ...good.slice(1).map(line)].join('\n'),
    );
    expect(rest).toMatchObject({ badLines: 6, firstBadLine: 3 });
    expect(entries.map(({ at }) => at)).toEqual([0, 86_400, 307 * 86_400]);
  });

  it('is put in order, as servers write when they answer', () => {
    const line = (second: string) =>
      `h - - [01/Jan/2024:00:00:${second} +0000] "GET /${second} HTTP/1.1" 200 1`;
    const { entries } = readAccessLog(['09', '07', '08'].map(line).join('\r\n'));
    expect(entries.map(({ key }) => key)).toEqual(['/07', '/08', '/09'].map(keyNumber));
  });
});

describe('a CSV of requests', () => {
  const times = (text: string) => readTrace(text).entries.map(({ at }) => at);

  it('may be nothing but times', () => {
    expect(times('1431857103\n1431857104.25\n1431857110\n')).toEqual([0, 1.25, 7]);
  });

  it('has columns in the usual order, or in that of its heading', () => {
    const usual = readTrace('5,/a,10\n6,/b,20\n').entries;
    const headed = readTrace(
      '\uFEFF# from a test\nBytes, Key ,seconds,other\r\n10,/a,5,x\r\n20,/b,6,y\r\n',
    ).entries;
    expect(headed).toEqual(usual);
    expect(usual[1]).toEqual({ at: 1, key: keyNumber('/b'), bytes: 20, class: '' });
  });

  it('says what it does not tell', () => {
    expect(readTrace('seconds\n3\n').entries).toEqual([{ at: 0, key: UNKNOWN, bytes: UNKNOWN, class: '' }]);
    expect(readTrace('0,,-,look').entries).toEqual([{ at: 0, key: UNKNOWN, bytes: UNKNOWN, class: 'look' }]);
  });

  it('may have quoted cells', () => {
    const { entries } = readTrace('seconds,key,bytes\n0,"/a,""b""",5\n"1","/c", 6\n');
    expect(entries.map(({ key }) => key)).toEqual([keyNumber('/a,"b"'), keyNumber('/c')]);
    expect(entries.map(({ bytes }) => bytes)).toEqual([5, 6]);
  });

  it('has bad lines counted, and the first named', () => {
    const { entries, ...bad } = readTrace('seconds,bytes\n0,1\nx,1\n2,-5\n3,1e99999\n4,0x10\n\n5,\n');
    expect(bad).toMatchObject({ badLines: 4, firstBadLine: 3 });
    expect(entries.map(({ at }) => at)).toEqual([0, 5]);
  });
});

describe('a CSV of rates', () => {
  it('counts from each line to the next, the last as long as the one before', () => {
    expect(readRates('seconds,requests\n60,3\n120,4\n300,5\n').entries).toEqual([
      { from: 0, to: 60, requests: 3 },
      { from: 60, to: 240, requests: 4 },
      { from: 240, to: 420, requests: 5 },
    ]);
    expect(readRates('0,30').entries).toEqual([{ from: 0, to: 60, requests: 30 }]);
  });

  it('may be in any order; of two lines with one time the later holds', () => {
    expect(readRates('20,3\n0,1\n10,9\n10,2\n').entries).toEqual([
      { from: 0, to: 10, requests: 1 },
      { from: 10, to: 20, requests: 2 },
      { from: 20, to: 30, requests: 3 },
    ]);
  });

  it('has negative counts among its bad lines', () => {
    expect(readRates('0,1\n10,-1\n20,1\n')).toMatchObject({ badLines: 1, firstBadLine: 2 });
  });

  it('is what the week of 1995 is', () => {
    const { entries, badLines } = readRates(readFileSync('scenarios/data/nasa-1995-week.csv', 'utf8'));
    expect(badLines).toBe(0);
    expect(entries).toHaveLength(7 * 1440);
    expect(entries.at(-1)!.to).toBe(7 * 86_400);
    const day = (i: number) =>
      entries.slice(i * 1440, (i + 1) * 1440).reduce((sum, { requests }) => sum + requests, 0);
    expect([0, 1, 2, 3, 4, 5, 6].map(day)).toEqual([72_860, 80_405, 92_536, 134_204, 84_102, 45_533, 47_853]);
  });
});

describe('keys', () => {
  it('are numbers as they are, and texts by FNV-1a', () => {
    expect(keyNumber('42')).toBe(42);
    // Vectors of RFC 9923, appendix C: "", "a", "foobar".
    expect(['', 'a', 'foobar'].map(keyNumber)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });
});

describe('a file that a scenario names', () => {
  const load = (contents: string) =>
    loadScenario(
      'brownout: 1\nnodes:\n  log: { kind: replay, target: api, data: x.log }\n  api: { kind: server }\n',
      {
        files: new Map([['x.log', contents]]),
      },
    );

  it('is fine when all of it can be read', () => {
    expect(load(COMBINED).problems).toEqual([]);
    expect(checkRates('0,1\n60,2')).toBeNull();
  });

  it('gives a warning for some bad lines, with the first', () => {
    const { scenario, problems } = load(`${COMBINED}\noops\n`);
    expect(scenario).not.toBeNull();
    expect(problems).toMatchObject([{ severity: 'warning', code: 'bad-lines', path: 'nodes.log.data' }]);
    expect(problems[0].what).toBe('1 of the lines of `x.log` can’t be read.'.replace('’', "'"));
    expect(problems[0].why).toContain('Line 7 is the first');
  });

  it('is an error when it is empty or another sort of file', () => {
    expect(load('').problems).toMatchObject([
      { severity: 'error', code: 'unreadable-file', what: '`x.log` is empty.' },
    ]);
    expect(load('\u0000PNG\nabc\n1,2,3').problems).toMatchObject([
      { severity: 'error', code: 'unreadable-file' },
    ]);
    expect(checkRequests('a\nb\nc')?.data).toMatchObject({ bad: 2, first: 2, lines: 0 });
  });
});
