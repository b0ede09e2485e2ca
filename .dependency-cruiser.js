// The import rule of ARCHITECTURE.md, as a tool holds it: data flows http -> operations -> core,
// with storage behind a port.
const room = (name, from, ...mayImport) => ({
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

export default {
  forbidden: [
    room('core-is-pure', core, npm('zod'), npm('@lezer/[^/]+')),
    room('the-port-knows-core-only', port, core),
    room(
      'operations-know-the-port-only',
      operations,
      core,
      port,
      npm('lru-cache'),
      node('crypto'),
      node('timers/promises'),
    ),
    room(
      'storage-knows-core-and-its-databases',
      '^src/storage/',
      core,
      npm('ioredis'),
      npm('zod'),
      node('sqlite'),
      node('crypto'),
      node('fs'),
    ),
    room(
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
