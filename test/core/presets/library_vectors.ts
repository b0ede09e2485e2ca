import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { fold } from '../../../src/core/trajectory/fold.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import type { Input } from '../../../src/core/trajectory/input.ts'
import type { State } from '../../../src/core/trajectory/state.ts'

/** JSON has no NaN and no infinity. */
type MetricJson = number | 'nan' | 'inf' | '-inf'
const NOT_FINITE = { nan: NaN, inf: Infinity, '-inf': -Infinity }

type Columns = Readonly<Record<string, readonly number[]>>

/** A registration, and the values of the library itself at some steps, or that it raises. */
export interface LibraryCase {
  readonly preset: string
  readonly library: string
  readonly registration: object
  readonly metrics?: Readonly<
    Record<string, readonly (readonly [step: number, value: MetricJson])[]>
  >
  readonly steps?: readonly number[]
  /** The values of each group, by hyperparameter, one for each step. */
  readonly values?: Readonly<Record<string, Columns>>
  readonly raises?: string
  /** The last step at which the library has a value; after step 0, the arguments are at fault. */
  readonly last_step?: number
  readonly note?: string
}

const folder = new URL('../../golden/presets/', import.meta.url)

/** The names of the files with the values of a library. */
export const LIBRARIES: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl.gz'))
  .map((name) => name.replace('.jsonl.gz', ''))

export function casesOf(library: string): LibraryCase[] {
  const text = gunzipSync(readFileSync(new URL(`${library}.jsonl.gz`, folder))).toString()
  const lines = text.trim().split('\n')
  return lines.map((line) => JSON.parse(line) as LibraryCase)
}

/** A value of ours beside the value of the library. */
export interface ComparedValue {
  readonly group: string
  readonly path: string
  readonly step: number
  readonly ours: number
  readonly theirs: number
}

/**
 * The values of a case, each beside the library's.
 * @throws {Refusal} if the registration is refused, or a step has no value.
 */
export function comparedValues({ registration, metrics = {}, ...wanted }: LibraryCase) {
  const { steps = [], values = {} } = wanted
  const inputs = Object.entries(metrics).flatMap(([metric, reports]) =>
    reports.map(([step, value]) =>
      decided(metric, step, typeof value === 'number' ? value : NOT_FINITE[value]),
    ),
  )
  let state = initialState(define(RegistrationBody.parse(registration)))
  return steps.flatMap((step, at) => {
    state = fold(state, inputs, step)
    return Object.entries(values).flatMap(([group, columns]) =>
      Object.entries(columns).map(([path, column]): ComparedValue => ({
        ...{ group, path, step, theirs: column[at]! },
        ours: valueOf(state, group, path),
      })),
    )
  })
}

function valueOf({ program, values }: State, group: string, path: string): number {
  const { paths, offset } = program.layouts.find(({ name }) => name === group)!
  return values[offset + paths.indexOf(path)]!
}

const decided = (metric: string, step: number, value: number): Input => ({
  ...{ kind: 'metric_decided', metric, value, step, reportedFor: step },
  ...{ revision: 1, recordedAt: '', countsAtStart: true },
})

/** The difference as a share of the library's value. */
export function relativeDifference({ ours, theirs }: ComparedValue): number {
  if (Object.is(ours, theirs) || ours === theirs) return 0
  return Math.abs(ours - theirs) / Math.max(Math.abs(theirs), Number.MIN_VALUE)
}
