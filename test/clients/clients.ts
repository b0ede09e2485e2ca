// What generators make of the OpenAPI documents: each client is written by the command that
// docs/clients.md shows, is checked with the types of its language, and trains against a real service.
// `.ci/run clients` installs the generators and runs this.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ROOT } from '../docs/repository.ts'
import { startService, type Service } from '../service.ts'
import { JAR, workbench, type Workbench } from './workbench.ts'

const GENERATOR = ['openapi-generator-cli', 'generate', '-g'] as const

const { stdout: goVersion } = spawnSync('go', ['version'], { encoding: 'utf8' })
const [, goMinor = '0'] = /go1\.(\d+)/.exec(goVersion ?? '') ?? []
const skipWithoutGo = Number(goMinor) >= 23 ? {} : { skip: 'no Go 1.23 or newer on PATH' }

let service: Service
let data: string
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'lockstep-clients-data-'))
  service = await startService({ LOCKSTEP_DATA: join(data, 'lockstep.db') })
})
after(async () => {
  await service.stop()
  await rm(data, { recursive: true })
})

describe('a client of openapi-python-client', () => {
  const bench = workbench('openapi_python_client.py')

  it('is generated without a warning', async () => {
    const written = await bench.generate('openapi-python-client')
    assert.doesNotMatch(written, /warning|error/i)
    printSize('openapi-python-client', bench, 'lockstep_client/**/*.py')
  })

  it('has types that mypy accepts', () => mypy(bench, 'openapi_python_client.py'))

  it('trains', () => bench.run('python', 'openapi_python_client.py', service.url))
})

describe('a Python client of openapi-generator', () => {
  const bench = workbench('openapi_generator.py')

  it('is generated without a warning', async () => {
    assert.deepEqual(warnings(await bench.generate(...GENERATOR, 'python')), [])
    printSize('openapi-generator, python', bench, 'lockstep-python/lockstep_client/**/*.py')
  })

  it('has types that mypy accepts', () => mypy(bench, 'openapi_generator.py'))

  it('trains', () => bench.run('python', 'openapi_generator.py', service.url))
})

describe('a client of openapi-typescript and openapi-fetch', () => {
  const bench = workbench('openapi_fetch.ts', ROOT)

  it('is generated', async () => {
    await bench.generate('npx', 'openapi-typescript')
    printSize('openapi-typescript', bench, 'lockstep_client.ts')
  })

  it('has types that the TypeScript compiler accepts', () => bench.run('tsc'))

  it('trains', () => bench.run('node', 'compiled/openapi_fetch.js', service.url))
})

describe('a client of @hey-api/openapi-ts', () => {
  const bench = workbench('hey_api.ts')

  it('is generated', async () => {
    await bench.generate('npx', '@hey-api/openapi-ts')
    printSize('@hey-api/openapi-ts', bench, 'lockstep_client/**/*.ts')
  })

  it('has types that the TypeScript compiler accepts', () => bench.run('tsc'))

  it('trains', () => bench.run('node', 'compiled/hey_api.js', service.url))
})

describe('a Java client of openapi-generator', () => {
  const bench = workbench('java')
  const classpath = `${JAR}:compiled`

  it('is generated without a warning', async () => {
    assert.deepEqual(warnings(await bench.generate(...GENERATOR, 'java')), [])
    assert.deepEqual(
      bench.files('lockstep-java/src/main/java/**/model/*.java').filter(isMadeUp),
      [],
    )
    printSize('openapi-generator, java', bench, 'lockstep-java/src/main/java/**/*.java')
  })

  it('compiles, with a program that uses it', async () => {
    const sources = bench.files('{lockstep-java/src/main/java,java}/**/*.java')
    await bench.run('javac', '-d', 'compiled', '-cp', classpath, ...sources)
  })

  it('trains', () => bench.run('java', '-cp', classpath, 'Trainer', service.url))
})

describe('a Go client of openapi-generator', () => {
  const bench = workbench()

  it('is generated without a warning, with the names of the document', async () => {
    assert.deepEqual(warnings(await bench.generate(...GENERATOR, 'go')), [])
    assert.deepEqual(bench.files('lockstep-go/model_*.go').filter(isMadeUp), [])
    printSize('openapi-generator, go', bench, 'lockstep-go/*.go')
  })

  it('has numbers of 64 bits', () => {
    const models = bench.read('lockstep-go/model_*.go')
    assert.deepEqual(models.match(/.*\bfloat32\b.*/g) ?? [], [])
    assert.match(models, /^\tStep \*int64 `json:"step,omitempty"`$/m)
    assert.match(models, /^\tLr \[\]\*float64 `json:"lr,omitempty"`$/m)
  })

  it('compiles without another module', skipWithoutGo, () =>
    bench.run('go', 'build', '-C', 'lockstep-go', '.'),
  )
})

describe('a Rust client of openapi-generator', () => {
  const bench = workbench()

  it('is generated with the names of the document', async () => {
    await bench.generate(...GENERATOR, 'rust')
    assert.deepEqual(bench.files('lockstep-rust/src/models/*.rs').filter(isMadeUp), [])
    printSize('openapi-generator, rust', bench, 'lockstep-rust/src/**/*.rs')
  })

  it('has numbers of 64 bits', () => {
    const models = bench.read('lockstep-rust/src/models/*.rs')
    assert.deepEqual(models.match(/.*\bf32\b.*/g) ?? [], [])
    assert.match(models, /^ {4}pub step: Option<i64>,$/m)
    assert.match(models, /^ {4}pub lr: Option<Vec<f64>>,$/m)
  })
})

for (const document of ['openapi', 'trainers']) {
  describe(`openapi/${document}.json`, () => {
    const bench = workbench()
    const path = `openapi/${document}.json`

    it('keeps the recommended rules of Spectral', () =>
      bench.run('spectral', 'lint', path, '--ruleset', 'spectral.yaml', '--fail-severity', 'warn'))

    it('keeps the recommended rules of Redocly', () =>
      bench.run(join(ROOT, 'node_modules/.bin/redocly'), 'lint', path, '--extends', 'recommended'))
  })
}

/**
 * The warnings of openapi-generator, without those that say nothing of the client: that it reads
 * OpenAPI 3.1, that a schema has no name, that its own documentation leaves out an example, and that
 * Python reserves `from`.
 */
function warnings(written: string): string[] {
  const noise =
    /support is still in beta|schema name: null|Ignoring complex example|Renamed to ModelFrom/
  return written.split('\n').filter((line) => /WARN|ERROR/.test(line) && !noise.test(line))
}

/** Whether a generator has made up the name of a file, for a schema that has none. */
const isMadeUp = (path: string) =>
  /inline|_?inner|any_?of|one_?of|all_?of|200_?response|type_\d|additional_property/i.test(
    basename(path),
  )

async function mypy(bench: Workbench, program: string): Promise<void> {
  await bench.run('mypy', '--strict', '--follow-imports=silent', program)
}

function printSize(name: string, bench: Workbench, pattern: string): void {
  const files = bench.files(pattern)
  const lines = bench.read(pattern).split('\n').length
  const madeUp = files.filter(isMadeUp).length
  console.log(`# ${name}: ${files.length} files, ${lines} lines; ${madeUp} names made up`)
}
