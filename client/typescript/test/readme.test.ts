import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import ts from 'typescript'
import { pageAt } from '../../../test/docs/markdown.ts'
import { SHOWN_ADDRESS } from '../../../test/docs/page_service.ts'
import { ROOT } from '../../../test/docs/repository.ts'
import { realService } from './real_service.ts'

const shown = pageAt('client/typescript/README.md')
  .codeBlocks.filter(({ language }) => language === 'ts')
  .map(({ text }) => text)
  .join('\n')

/** The program that README.md shows, with the sources in the place of the package. */
const programWith = (source: string) => shown.replace("'lockstep-client'", JSON.stringify(source))

describe('the program of README.md', () => {
  const service = realService()

  it('has types that the compiler accepts', () => {
    const path = fileURLToPath(new URL('./readme_program.ts', import.meta.url))
    const read = ts.readConfigFile(`${ROOT}/tsconfig.json`, (file) => ts.sys.readFile(file))
    const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, ROOT, {}, undefined)
    const host = ts.createCompilerHost(options)
    const sourceFile = host.getSourceFile.bind(host)
    host.getSourceFile = (name, version, ...rest) =>
      name === path
        ? ts.createSourceFile(name, programWith('../src/index.ts'), version)
        : sourceFile(name, version, ...rest)
    const found = ts.getPreEmitDiagnostics(ts.createProgram([path], options, host))
    assert.equal(ts.formatDiagnostics(found, host), '')
  })

  it('trains', async () => {
    const program = programWith(new URL('../src/index.ts', import.meta.url).href)
    const text = program.replaceAll(SHOWN_ADDRESS, new URL(service.url()).host)
    const run = promisify(execFile)
    const { stdout } = await run(process.execPath, ['--input-type=module-typescript', '-e', text])
    assert.deepEqual(stdout.trim().split('\n'), [
      '0.1',
      'There is no optimizer "missing".',
      '0 backbone 0.1',
      '0 head 0.01',
      '30 backbone 0.010000000000000002',
      '30 head 0.001',
      '60 backbone 0.0010000000000000002',
      '60 head 0.0001',
      '90 backbone 0.00010000000000000003',
      '90 head 0.00001',
      '1 registered',
    ])
  })
})
