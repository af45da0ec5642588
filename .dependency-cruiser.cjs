/**
 * The import table of the project, enforced. A folder may import itself and what its row lists, nothing else.
 *
 * `files` are patterns over paths in the repository, `types` the same for imports that vanish at compile
 * time, and `packages` names from the registry. Node's own modules count as a package named `node`.
 */
const KERNEL = ['^sim-core/kernel/'];
const ASSERT = ['^sim-core/kernel/assert\\.ts$'];
const RANDOM = ['^sim-core/random/'];
const STATS = ['^sim-core/stats/'];
const POLICY = ['^sim-core/policy/'];
const MODEL = ['^sim-core/model/'];
const FAULT = ['^sim-core/fault/'];
const CHECK = ['^sim-core/check/'];
const SCENARIO = ['^sim-core/scenario/'];
const RUN = ['^sim-core/run/'];
const VIEW = ['^view/'];
const BELOW_SCENARIO = [...KERNEL, ...RANDOM, ...STATS, ...POLICY, ...MODEL, ...FAULT, ...CHECK];

const table = [
  { folder: 'sim-core/kernel', files: [] },
  { folder: 'sim-core/random', files: ASSERT, packages: ['seedrandom'] },
  {
    folder: 'sim-core/stats',
    files: [...ASSERT, '^sim-core/random/(portable-math|special-functions)\\.ts$'],
  },
  { folder: 'sim-core/policy', files: ['^sim-core/random/portable-math\\.ts$'], types: RANDOM },
  { folder: 'sim-core/model', files: [...KERNEL, ...RANDOM, ...STATS, ...POLICY], packages: ['zod'] },
  {
    folder: 'sim-core/fault',
    files: ['^sim-core/model/(?:define|fields)\\.ts$', '^sim-core/model/network/', ...RANDOM],
    types: [...KERNEL, ...POLICY, '^sim-core/model/[^/]+\\.ts$'],
    packages: ['zod'],
  },
  { folder: 'sim-core/check', files: MODEL },
  {
    folder: 'sim-core/scenario',
    files: BELOW_SCENARIO,
    packages: ['zod', 'yaml', 'safe-stable-stringify'],
  },
  {
    folder: 'sim-core/run',
    files: [...BELOW_SCENARIO, ...SCENARIO],
    packages: ['safe-stable-stringify'],
    typePackages: ['vitest'],
  },
  { folder: 'view', files: [...RUN, ...SCENARIO, ...STATS], packages: ['d3-.+', '@dagrejs/dagre'] },
  {
    folder: 'cli',
    files: ['^sim-core/index\\.ts$', ...RUN, ...SCENARIO, ...STATS, ...VIEW, '^package\\.json$'],
    packages: ['.+'],
  },
  {
    folder: 'web',
    files: [...RUN, ...SCENARIO, ...STATS, ...VIEW, '^scenarios/'],
    packages: ['(?!node$).+'],
  },
];

const WAY = { none: '^$', any: '' };
const join = (patterns) => (patterns.length === 0 ? WAY.none : patterns.join('|'));

/** Paths of registry packages as dependency-cruiser resolves them. */
const packagePaths = (names) => names.map((name) => `^node_modules/(?:@types/)?(?:${name})/`);

function rulesFor({ folder, files, types = [], packages = [], typePackages = [] }) {
  const own = `^${folder}/`;
  const node = packages.some((name) => new RegExp(`^(?:${name})$`).test('node'));
  return [
    {
      name: `${folder} imports only what its row allows`,
      severity: 'error',
      from: { path: own },
      to: {
        pathNot: join([own, ...files, ...types, '^node_modules/']),
        dependencyTypesNot: ['core'],
        couldNotResolve: false,
      },
    },
    ...(types.length === 0
      ? []
      : [
          {
            name: `${folder} imports only types from there`,
            severity: 'error',
            from: { path: own },
            to: { path: join(types), pathNot: join(files), dependencyTypesNot: ['type-only'] },
          },
        ]),
    {
      name: `${folder} uses only its packages`,
      severity: 'error',
      from: { path: own },
      to: { path: '^node_modules/', pathNot: join(packagePaths([...packages, ...typePackages])) },
    },
    ...(node
      ? []
      : [
          {
            name: `${folder} knows no Node`,
            severity: 'error',
            from: { path: own },
            to: { dependencyTypes: ['core'] },
          },
        ]),
  ];
}

module.exports = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every import resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(?:raw|url|worker|inline)' },
    },
    {
      name: 'the product never imports tests, benches or tools',
      severity: 'error',
      from: { path: '^(?:sim-core|cli|view|web)/' },
      to: { path: '^(?:test|bench|docs|\\.ci)/' },
    },
    {
      name: 'what is installed with the package is a dependency, not a development one',
      severity: 'error',
      from: { path: '^(?:sim-core|cli|view)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
    {
      name: 'only the public index gathers the engine',
      severity: 'error',
      from: { path: '^sim-core/.+/' },
      to: { path: '^sim-core/index\\.ts$' },
    },
    ...table.flatMap(rulesFor),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
