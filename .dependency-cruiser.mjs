// The rooms of ARCHITECTURE.md and the one direction in which imports run. Each rule says what it protects.
const DOORS = '^(bot/web|bot/slack|bot/mcp|bot/mail|indexer|admin|src/server|src/cli)/'

export default {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'core knows no adapter, no door, no library but the language: what it decides can be tested by hand.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'adapters-know-core-only',
      comment: 'an adapter turns one outside thing into a port of core; it knows no other door and no wiring.',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: '^(src/(server|cli|main|config|pages)|bot|indexer|admin|test)' },
    },
    {
      name: 'doors-do-not-meet',
      comment: 'what two doors share lives in src; a door that imports another cannot be replaced.',
      severity: 'error',
      from: { path: DOORS },
      to: { path: DOORS, pathNot: '^$1/' },
    },
    {
      name: 'nothing-imports-main',
      comment: 'main, with its parts in src/wiring, wires everything and is started by the zencho command only.',
      severity: 'error',
      from: { path: '^(src|bot|indexer|admin)/', pathNot: '^src/(cli/zencho\\.js$|main\\.ts$|wiring/)' },
      to: { path: '^src/(main\\.ts$|wiring/)' },
    },
    {
      name: 'nothing-imports-test',
      comment: 'the product runs without its tests.',
      severity: 'error',
      from: { path: '^(src|bot|indexer|admin)/' },
      to: { path: '^test/' },
    },
    {
      name: 'sqlite-in-one-place',
      comment: 'a PostgreSQL adapter shall replace one folder; the baseline measures the search of SQLite itself.',
      severity: 'error',
      from: { path: '^(src|bot|indexer|admin)/', pathNot: '^src/adapters/(sqlite/|baselines/fts5\\.ts$)' },
      to: { path: 'node_modules/(better-sqlite3|kysely)/' },
    },
    {
      name: 'hnswlib-in-one-place',
      comment: 'it crashes on damaged files: nothing reaches it but through the adapter that verifies.',
      severity: 'error',
      from: { path: '^(src|bot|indexer|admin)/', pathNot: '^src/adapters/hnsw/' },
      to: { path: 'node_modules/hnswlib-node/' },
    },
    {
      name: 'engines-in-one-place',
      comment: 'other search engines are yardsticks: the product never answers with one.',
      severity: 'error',
      from: { path: '^(src|bot|indexer|admin)/', pathNot: '^src/adapters/baselines/' },
      to: { path: 'node_modules/(@orama|@nlpjs|minisearch)/' },
    },
    {
      name: 'engines-are-lazy',
      comment: 'they are development dependencies: the product starts without them, and only a baseline asks for one.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: 'node_modules/(@orama|@nlpjs|minisearch)/', dynamic: false },
    },
    {
      name: 'baselines-for-eval-only',
      comment: 'zencho eval measures them; nothing else in the product may rank by them.',
      severity: 'error',
      from: { path: '^(src|bot|indexer|admin)/', pathNot: '^src/(adapters/baselines/|cli/eval)' },
      to: { path: '^src/adapters/baselines/' },
    },
    {
      name: 'no-cycles',
      comment: 'a cycle has no first file to read.',
      severity: 'error',
      from: { path: '^(src|bot|indexer|admin)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'dead code is deleted.',
      severity: 'error',
      from: { orphan: true, path: '^(src|bot|indexer|admin)/', pathNot: '(\\.d\\.ts|assets/[^/]+\\.js|zencho\\.js)$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
