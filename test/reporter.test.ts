import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'

describe('the reporter, of a run that passes', () => {
  const { lines, status } = run('passing')

  it('prints the figures, a line for the file and the plain count, and nothing else', () => {
    assert.deepEqual(lines.map(withoutTime), [
      '# 7 values compared, 0 differ',
      '✔ test/reporter/passing.ts: 1 passed',
      '',
      '1 passed, 0 failed',
      '',
    ])
  })

  it('leaves the exit code to node', () => assert.equal(status, 0))
})

describe('the reporter, of a run that fails', () => {
  const { text, lines, status } = run('failing')

  it('leaves the exit code to node', () => assert.equal(status, 1))

  it('prints the figures of stdout, stderr and diagnostics as they are, each once', () => {
    const figures = lines.filter((line) => line.startsWith('# '))
    assert.deepEqual(figures.toSorted(), [
      '# 2 values compared',
      '# 5 values compared, 2 differ',
      '# what is about to be installed',
    ])
  })

  it('prints one line for the file', () => {
    const progress = lines.filter((line) => /^[✔✖]/.test(line)).map(withoutTime)
    assert.deepEqual(progress, ['✖ test/reporter/failing.ts: 1 passed, 2 failed, 2 skipped'])
  })

  it('prints what else the file wrote', () => {
    assert.match(text, /^Output of test\/reporter\/failing.ts:\n\n {4}not a figure\n/m)
  })

  it('ends with the failures, in the order of the file, and the count alone on the last line', () => {
    const fixture = new URL('reporter/failing.ts', import.meta.url).href
    const end = text.slice(text.indexOf('\nFailures:\n')).replaceAll(/:\d+(:\d+)?(?=[)\n])/g, ':N')
    assert.equal(
      end,
      `
Failures:

1. test/reporter/failing.ts:N
    a group > has two values
    AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:
    + actual - expected

      {
    +   lr: 0.1,
    -   lr: 0.2,
        momentum: 0.9
      }

        at TestContext.<anonymous> (${fixture}:N)

2. test/reporter/failing.ts:N
    a group > of many > is found
    TypeError: Cannot find it
        at TestContext.<anonymous> (${fixture}:N)
    Caused by: Error: no index
        at TestContext.<anonymous> (${fixture}:N)

1 passed, 2 failed, 2 skipped
`,
    )
  })
})

describe('the reporter, of a file that ends before its tests', () => {
  const { text, lines, status } = run('crashing')

  it('says how it ended, with what it wrote', () => {
    assert.equal(status, 1)
    assert.match(text, /^Output of test\/reporter\/crashing.ts:\n\n {4}the last words\n/m)
    assert.deepEqual(lines.slice(-6), [
      '',
      '1. test/reporter/crashing.ts',
      '    The file ended with exit code 3',
      '',
      '0 passed, 1 failed',
      '',
    ])
  })
})

describe('the reporter, of hooks that fail', () => {
  const { text, status } = run('hooks')

  it('counts each of them, and each test that could not be run', () => {
    assert.equal(status, 1)
    assert.match(text, /\n {4}a store\n {4}Error: Cannot open it\n/)
    assert.match(text, /\n {4}a hook of the file\n {4}Error: Cannot close it\n/)
    assert.match(text, /\n {4}a store > is never asked\n/)
    assert.match(text, /\n1 passed, 3 failed\n$/)
  })
})

describe('the reporter, of several files', () => {
  const { text, lines, status } = run('passing', 'failing', 'crashing')

  it('adds them up', () => {
    assert.equal(status, 1)
    assert.match(text, /\n2 passed, 3 failed, 2 skipped\n$/)
  })

  it('prints one line for each', () => {
    assert.equal(lines.filter((line) => /^[✔✖]/.test(line)).length, 3)
  })
})

/** Runs test files of this folder as `npm test` would. */
function run(...names: string[]): { text: string; lines: string[]; status: number | null } {
  // Without it, node takes the run for one within this test and runs nothing.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const files = names.map((name) => `test/reporter/${name}.ts`)
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--test', '--test-reporter=./test/reporter.ts', ...files],
    { encoding: 'utf8', env, cwd: new URL('..', import.meta.url) },
  )
  assert.equal(stderr, '')
  return { text: stdout, lines: stdout.split('\n'), status }
}

const withoutTime = (line: string) => line.replace(/ \(\d+\.\d s\)$/, '')
