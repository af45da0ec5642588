import { quoted } from '../../view/share/quoted.ts';

type Value = string | number | undefined | readonly string[];

/** The command that makes something again, as a shell takes it. Lists are options that are given several times. */
export function commandLine(
  command: string,
  files: readonly string[],
  options: Readonly<Record<string, Value>>,
): string {
  const given = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const values = typeof value === 'object' ? value : [String(value)];
    return values.map((one) => `--${name} ${word(one)}`);
  });
  return [`npx brownout ${command}`, ...files.map(word), ...given].join(' ');
}

/** Of `--confidence`; undefined if it is what is taken without one. */
export function inPercent(confidence: number): number | undefined {
  return confidence === 0.95 ? undefined : Number((100 * confidence).toPrecision(12));
}

function word(text: string): string {
  return /^[\w.,/-]+$/.test(text) ? text : quoted(text);
}
