// The reporter of `npm test`: a line for each file, the figures that tests print, and at the end the
// failures and the plain count. Lines of a test's output that begin with "# " are figures, as are its
// diagnostics; the rest of the output of a file is printed only if a test of it fails.

import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestEvent } from 'node:test/reporters'
import { inspect, stripVTControlCharacters } from 'node:util'

type Data<Type extends TestEvent['type']> = Extract<TestEvent, { type: Type }>['data']

/** What is known of one test file. */
interface FileReport {
  /** The names of the suites and the test that were started last, outermost first. */
  readonly path: string[]
  /** The lines it wrote that are not figures, to stdout and stderr in the order of their arrival. */
  readonly output: string[]
  /** The incomplete last line of each stream. */
  readonly partial: { stdout: string; stderr: string }
  passed: number
  failed: number
  skipped: number
  hasProgress: boolean
}

/** How much of a file's output is printed: the last lines. */
const OUTPUT_LINES = 60

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files = new Map<string, FileReport>()
  const failures: string[] = []
  const fileOf = (data: Located) => {
    const path = entryOf(data)
    const file = files.get(path) ?? newReport()
    files.set(path, file)
    return file
  }

  for await (const { type, data } of events) {
    if (type === 'test:start') fileOf(data).path.splice(data.nesting, Infinity, data.name)
    if (type === 'test:stdout') yield* figures(fileOf(data), 'stdout', data.message)
    if (type === 'test:stderr') yield* figures(fileOf(data), 'stderr', data.message)
    if (type === 'test:diagnostic' && data.file !== undefined) yield `# ${data.message}\n`
    if (type === 'test:pass') count(fileOf(data), data)
    if (type === 'test:fail' && isFailure(data)) {
      const file = fileOf(data)
      file.failed += 1
      failures.push(described(data, file))
      if (isCrash(data)) yield* progress(data, file, data.details.duration_ms)
    }
    if (type === 'test:summary' && data.file !== undefined) {
      yield* progress(data, fileOf(data), data.duration_ms)
    }
  }
  yield* conclusion(files, failures)
}

interface Located {
  readonly entryFile?: string
  readonly file?: string | undefined
}

/** The file that was run: that of a test is another one where a module with tests is imported. */
const entryOf = ({ entryFile, file }: Located) => entryFile ?? file ?? ''

const newReport = (): FileReport => ({
  path: [],
  output: [],
  partial: { stdout: '', stderr: '' },
  passed: 0,
  failed: 0,
  skipped: 0,
  hasProgress: false,
})

/** The lines of a message that are figures. A message may end within a line. */
function* figures(
  file: FileReport,
  stream: 'stdout' | 'stderr',
  message: string,
): Generator<string> {
  const lines = (file.partial[stream] + message).split('\n')
  file.partial[stream] = lines.pop() ?? ''
  for (const line of lines) {
    if (line.startsWith('# ')) yield `${line}\n`
    else file.output.push(stripVTControlCharacters(line))
  }
}

function count(file: FileReport, data: Data<'test:pass'>): void {
  if (data.details.type === 'suite' || isFile(data)) return
  if (isSkipped(data)) file.skipped += 1
  else file.passed += 1
}

const isSkipped = ({ skip, todo }: { skip?: string | boolean; todo?: string | boolean }) =>
  (skip !== undefined && skip !== false) || (todo !== undefined && todo !== false)

/** Whether a result is of a file: one without tests, one that crashed, or a hook outside of suites. */
const isFile = (data: { name: string; file?: string }) =>
  data.file !== undefined && resolve(data.name) === data.file

/** A suite whose tests failed is no failure of its own; one whose hook failed is. */
function isFailure(data: Data<'test:fail'>): boolean {
  return !isSkipped(data) && failureType(data) !== 'subtestsFailed'
}

const isCrash = (data: Data<'test:fail'>) => isFile(data) && failureType(data) !== 'hookFailed'

const failureType = (data: Data<'test:fail'>) =>
  'failureType' in data.details.error ? data.details.error.failureType : undefined

const shown = (path: string) =>
  relative(process.cwd(), path.startsWith('file:') ? fileURLToPath(path) : path)

function* progress(data: Located, file: FileReport, milliseconds: number): Generator<string> {
  const { passed, failed, skipped, hasProgress } = file
  if (hasProgress) return
  file.hasProgress = true
  const mark = failed === 0 ? '✔' : '✖'
  const failing = failed === 0 ? '' : `, ${failed} failed`
  const skipping = skipped === 0 ? '' : `, ${skipped} skipped`
  const seconds = (milliseconds / 1000).toFixed(1)
  yield `${mark} ${shown(entryOf(data))}: ${passed} passed${failing}${skipping} (${seconds} s)\n`
}

/** A failure as text: where it is, its name, the error with its differences. */
function described(data: Data<'test:fail'>, file: FileReport): string {
  const { line, details } = data
  const where = shown(data.file ?? '')
  if (isCrash(data)) return `${where}\n${indented(howItEnded(details.error))}`
  const names = isFile(data) ? ['a hook of the file'] : file.path.slice(0, data.nesting)
  if (!isFile(data)) names.push(data.name)
  return `${where}:${line ?? 0}\n${indented(`${names.join(' > ')}\n${errorText(details.error)}`)}`
}

function howItEnded(error: Error): string {
  const { exitCode, signal } = error as { exitCode?: number | null; signal?: string | null }
  if (signal) return `The file was ended by ${signal}`
  return `The file ended with exit code ${exitCode ?? 'unknown'}`
}

/** What the test threw: its stack without the frames of Node and V8, then its causes. */
function errorText(error: Error): string {
  // Node wraps what is thrown, whatever it is, in an error of its own.
  const thrown = error.cause ?? error
  if (!(thrown instanceof Error)) return typeof thrown === 'string' ? thrown : inspect(thrown)
  const lines = (thrown.stack ?? String(thrown)).split('\n')
  const text = lines.filter((each) => !/^ {4}at .*(\(?node:|\(<anonymous>\))/.test(each)).join('\n')
  return thrown.cause === undefined ? text : `${text}\nCaused by: ${errorText(thrown)}`
}

const indented = (text: string) => text.replace(/^(?=.)/gm, '    ')

function* conclusion(
  files: ReadonlyMap<string, FileReport>,
  failures: readonly string[],
): Generator<string> {
  for (const [path, { failed, output, partial }] of files) {
    const lines = [...output, partial.stdout, partial.stderr].filter((line) => line !== '')
    if (failed === 0 || lines.length === 0) continue
    yield `\nOutput of ${shown(path)}:\n\n${indented(lines.slice(-OUTPUT_LINES).join('\n'))}\n`
  }
  if (failures.length > 0) yield `\nFailures:\n`
  for (const [index, failure] of failures.entries()) yield `\n${index + 1}. ${failure}\n`
  const sum = (of: 'passed' | 'failed' | 'skipped') =>
    [...files.values()].reduce((total, file) => total + file[of], 0)
  const skipped = sum('skipped')
  const skipping = skipped === 0 ? '' : `, ${skipped} skipped`
  yield `\n${sum('passed')} passed, ${sum('failed')} failed${skipping}\n`
}
