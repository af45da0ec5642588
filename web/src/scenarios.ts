/** The scenarios that come with Brownout, bundled as text. */
const files = import.meta.glob<string>('../../scenarios/**/*.yaml', {
  query: '?raw',
  import: 'default',
});

/** Data that scenarios replay, fetched when one of them names it. */
const dataFiles = import.meta.glob<string>(
  ['../../scenarios/**/*.csv', '../../scenarios/**/*.log', '../../scenarios/**/*.txt'],
  {
    query: '?raw',
    import: 'default',
  },
);

export interface BundledScenario {
  /** Path without ending: `platform/order-platform`. */
  readonly name: string;
  readonly group: string;
  readonly load: () => Promise<string>;
}

const PREFIX = '../../scenarios/';
export const FIRST_SCENARIO = 'platform/order-platform';

export const SCENARIOS: readonly BundledScenario[] = Object.entries(files)
  .map(([path, load]) => {
    const name = path.slice(PREFIX.length, -'.yaml'.length);
    return { name, group: name.includes('/') ? name.slice(0, name.indexOf('/')) : 'other', load };
  })
  .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));

export function scenarioNamed(name: string): BundledScenario | undefined {
  return SCENARIOS.find((scenario) => scenario.name === name || scenario.name.endsWith(`/${name}`));
}

/** Contents of the bundled data files that a scenario's text names. */
export async function filesFor(text: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [path, load] of Object.entries(dataFiles)) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (text.includes(name)) found.set(name, await load());
  }
  return found;
}

function rank({ name }: BundledScenario): number {
  return name === FIRST_SCENARIO ? 0 : 1;
}
