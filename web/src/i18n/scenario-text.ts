import type { TFunction } from 'i18next';

/** Title or story of a scenario in the language of the page; one's own scenario has it in its own language. */
export function scenarioText(
  t: TFunction,
  name: string | null,
  part: 'title' | 'story',
  written: string,
): string {
  return name === null ? written : t(`scenario.${name}.${part}` as 'state.ok', { defaultValue: written });
}
