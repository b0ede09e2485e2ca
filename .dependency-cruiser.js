// The import rule of ARCHITECTURE.md: http -> operations -> core, with storage behind a port, and
// the layers inside operations and core. `npm run imports` checks it.
const layer = (name, from, ...mayImport) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [from, ...mayImport] },
})
const npm = (name) => `node_modules/${name}/`
const node = (name) => `^(node:)?${name}$`
const core = '^src/core/'
const operations = '^src/operations/'
const port = '^src/storage/store\\.ts$'

// The layers inside operations, from the highest to the lowest: what each folder, and each file at
// the root, may import of the others.
const lowest = ['cache', 'event_loop']
const low = ['context.ts', 'retry.ts', ...lowest]
const middle = ['commit', 'replay', ...low]
const OPERATIONS = {
  advance: ['metrics', ...middle],
  changes: middle,
  checkpoint: ['changes', ...middle],
  generations: ['advance', 'changes', ...middle],
  metrics: middle,
  optimizers: middle,
  queries: ['changes', ...middle],
  commit: low,
  replay: low,
  'context.ts': lowest,
  'retry.ts': [],
  cache: [],
  event_loop: [],
}

// The layers inside core, from the lowest to the highest: each folder, and each file at the root,
// may import those of lower layers.
const CORE_LAYERS = [
  ['name.ts', 'number.ts', 'numerics', 'problem_facts.ts'],
  ['metric_problem.ts'],
  ['expression', 'hyperparameters.ts', 'problem.ts'],
  ['group_options.ts', 'schedules', 'not_found.ts'],
  ['presets'],
  ['definition'],
  ['trajectory', 'warnings'],
  ['optimizer', 'series'],
  ['history', 'metrics'],
  ['encoding', 'windows'],
]
const CORE = Object.fromEntries(
  CORE_LAYERS.flatMap((names, index) =>
    names.map((name) => [name, CORE_LAYERS.slice(0, index).flat()]),
  ),
)

const within = (root) => (name) => `${root}${name.replace('.', '\\.')}(/|$)`
const layersInside = (title, root, layers) => [
  ...Object.entries(layers).map(([name, mayImport]) => ({
    name: `${title}-${name}-imports-downwards`,
    severity: 'error',
    from: { path: within(root)(name) },
    to: { path: root, pathNot: [name, ...mayImport].map(within(root)) },
  })),
  {
    name: `${title}-has-layers-only`,
    severity: 'error',
    from: {},
    to: { path: root, pathNot: Object.keys(layers).map(within(root)) },
  },
]

export default {
  forbidden: [
    // `hash` of node:crypto is a function of its argument.
    layer('core-is-pure', core, node('crypto'), npm('zod'), npm('leven'), npm('@lezer/[^/]+')),
    layer('the-port-knows-core-only', port, core),
    layer(
      'operations-know-the-port-only',
      operations,
      core,
      port,
      npm('lru-cache'),
      node('crypto'),
      node('timers/promises'),
    ),
    ...layersInside('operations', operations, OPERATIONS),
    ...layersInside('core', core, CORE),
    layer(
      'storage-knows-core-and-its-databases',
      '^src/storage/',
      core,
      npm('ioredis'),
      npm('zod'),
      node('sqlite'),
      node('crypto'),
      node('fs'),
      node('net'),
      node('tls'),
    ),
    layer(
      'http-translates',
      '^src/http/',
      core,
      operations,
      port,
      npm('zod'),
      npm('fastify'),
      npm('@fastify'),
      npm('fastify-type-provider-zod'),
      npm('jsonc-parser'),
      npm('ajv'),
      npm('openapi-types'),
      node('net'),
      node('stream'),
    ),
    {
      name: 'no-dumping-grounds',
      severity: 'error',
      from: {},
      to: {
        path: '(^|/)(utils?|helpers?|common|misc|shared|lib)(/|\\.ts$)',
        pathNot: 'node_modules',
      },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
}
