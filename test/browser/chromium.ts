import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'brownout');

/** Programs that would do, in order of preference. */
const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export interface Browser {
  readonly executablePath: string;
  /** What the program needs in its environment, beside what is already there. */
  readonly env: Record<string, string>;
}

/**
 * The Chromium to test with: `$CHROMIUM_PATH`, else one installed on the system, else (x64 Linux only) the one
 * inside the npm package `@sparticuz/chromium`. Null if there is none.
 */
export function findChromium(): Browser | null {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted !== undefined) return { executablePath: wanted, env: {} };
  const found = SYSTEM.find((file) => existsSync(file));
  if (found !== undefined) return { executablePath: found, env: {} };
  return process.platform === 'linux' && process.arch === 'x64' ? packagedChromium() : null;
}

function packagedChromium(): Browser {
  const folder = path.join(CACHE, 'chromium');
  if (!existsSync(folder)) inflate(folder);
  const libraries = [path.join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH ?? ''];
  return {
    executablePath: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: libraries.filter((entry) => entry !== '').join(':'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  };
}

/**
 * The package unpacks itself into the system's folder for temporary files, with the shared libraries only if
 * it believes to be on Amazon's Lambda. So a child process is told both, into a folder that gets its final
 * name only when complete.
 */
function inflate(folder: string): void {
  const partial = `${folder}-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const unpack =
    "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  execFileSync(process.execPath, ['--input-type=module', '--eval', unpack], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  });
  writeFileSync(path.join(partial, 'fonts.conf'), fontConfiguration(folder));
  renameSync(partial, folder);
}

/** The packaged configuration looks for fonts where Lambda keeps them; a bare Linux has no other. */
function fontConfiguration(folder: string): string {
  const places = [
    path.join(folder, 'fonts'),
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    `${homedir()}/.fonts`,
  ];
  const lines = places.map((place) => `<dir>${place}</dir>`);
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...lines,
    `<cachedir>${path.join(folder, 'font-cache')}</cachedir>`,
    '</fontconfig>',
  ].join('\n');
}
