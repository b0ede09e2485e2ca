import type { Program } from '../trajectory/frame.ts'
import type { OnStep } from '../trajectory/state.ts'
import { updateExtremes } from './downsample.ts'
import { shownColumns, type Column, type Series } from './series.ts'

/** Some steps of a run, a row for each, in a memory of fixed size. */
export interface Rows {
  length: number
  readonly steps: Float64Array
  readonly columns: Map<string, Column>
}

/**
 * A memory of so many steps.
 * @param hyperparameters their names.
 */
export function rowsOf(capacity: number, hyperparameters: readonly string[]) {
  const rows: Rows = { length: 0, steps: new Float64Array(capacity), columns: new Map() }
  let last: Program | undefined
  let sources: readonly Source[] = []
  let absent: readonly Column[] = []

  function switchTo(program: Program): void {
    sources = shownColumns(program, hyperparameters).map(({ group, path, index }) => {
      const key = `${group} ${path}`
      const values = () => new Float64Array(capacity).fill(NaN)
      const column = rows.columns.get(key) ?? { group, path, values: values() }
      rows.columns.set(key, column)
      return { values: column.values, index }
    })
    const present = new Set(sources.map(({ values }) => values))
    absent = [...rows.columns.values()].filter(({ values }) => !present.has(values))
    last = program
  }

  const append: OnStep = (step, values, program) => {
    if (program !== last) switchTo(program)
    const at = rows.length++
    rows.steps[at] = step
    for (let each = 0; each < sources.length; each++) {
      const { values: column, index } = sources[each]!
      column[at] = values[index]!
    }
    for (let each = 0; each < absent.length; each++) absent[each]!.values[at] = NaN
  }
  return { rows, append }
}

/** Where the values of a column are in the program. */
interface Source {
  readonly values: Float64Array
  readonly index: number
}

/**
 * Keeps the rows with extremes of their bucket from one row on, and the first and the last of all.
 * @param nextBucket the first step after the bucket of a step.
 * @returns the first row of the last bucket, which is still open.
 */
export function keepExtremes(
  rows: Rows,
  start: number,
  nextBucket: (step: number) => number,
): number {
  const { steps, length } = rows
  const isKept = new Uint8Array(length)
  isKept[0] = isKept[length - 1] = 1
  let open = start
  let next = nextBucket(steps[start]!)
  for (let row = start + 1; row <= length; row++) {
    if (row < length && steps[row]! < next) continue
    for (const { values } of rows.columns.values()) {
      const found = { least: open, greatest: open }
      updateExtremes(found, values, open, row)
      isKept[found.least] = isKept[found.greatest] = 1
    }
    if (row === length) break
    open = row
    next = nextBucket(steps[row]!)
  }
  return keepRows(rows, isKept, { start, open })
}

/** Moves the kept rows together. Returns where the row `open` would be. */
function keepRows(
  rows: Rows,
  isKept: Uint8Array,
  { start, open }: { readonly start: number; readonly open: number },
): number {
  const kept: number[] = []
  let before = start
  for (let row = start; row < rows.length; row++) {
    if (row === open) before = start + kept.length
    if (isKept[row] === 1) kept.push(row)
  }
  const all = [rows.steps, ...[...rows.columns.values()].map(({ values }) => values)]
  for (const values of all) {
    for (let at = 0; at < kept.length; at++) values[start + at] = values[kept[at]!]!
  }
  rows.length = start + kept.length
  return before
}

/** The rows as a series, in the same memory. */
export const seriesOf = ({ steps, columns, length }: Rows): Series => ({
  steps: steps.subarray(0, length),
  columns: [...columns.values()].map((column) => {
    return { ...column, values: column.values.subarray(0, length) }
  }),
})
