import { pointer, refuse } from '../problem.ts'
import type { Program } from '../trajectory/frame.ts'
import type { Input } from '../trajectory/input.ts'
import { recorder, type Column, type Series } from './series.ts'
import type { OnStep } from '../trajectory/state.ts'

/** Values at the steps after one, as columns: all that a trainer needs until it asks again. */
export interface Window {
  readonly from: number
  /** Less than was asked for where a metric must be known first; less than `from` where at once. */
  readonly through: number
  /** The last revision whose effect the values at `through` show. */
  readonly revision: number
  readonly columns: readonly Column[]
}

/** How many steps one window may have. */
export const MAX_AHEAD = 10_000

/** How many numbers: some ten milliseconds' worth of JSON. */
const MAX_WINDOW_VALUES = 250_000

const EMPTY: Series = { steps: new Float64Array(), columns: [] }

/**
 * Records a window as a run visits it. There is a column for each hyperparameter that something
 * may move: schedulers, or an edit that acts within. Of a group that joins or leaves within there
 * are all, as only columns tell that, and what it brings.
 * @param inputs that act on the way.
 * @throws {Refusal} `invalid_request` where the window would have more than `MAX_WINDOW_VALUES` numbers.
 */
export function windowRecorder(
  { from, through }: { from: number; through: number },
  program: Program,
  inputs: readonly Input[],
) {
  const within = inputs.filter(({ step }) => step >= from && step <= through)
  const moved = new Set([...movedPaths(program), ...within.flatMap(editedPaths)])
  const changedGroups = new Set(within.flatMap(addedOrRemoved))
  // Whoever comes within may bring any hyperparameter, and move it: all are recorded then.
  const hasFixedGroups = within.every(({ kind }) => kind === 'edited' || kind === 'metric_decided')
  const paths = program.layouts.flatMap((each) => each.paths)
  const params = hasFixedGroups ? [...moved] : undefined
  const width = params ? paths.filter((path) => moved.has(path)).length : paths.length
  refuseWidth(through - from + 1, width)
  const recording = from <= through ? recorder(from, through, params) : undefined
  if (changedGroups.size > 0) recording?.expect(program)
  let last: Program | undefined
  const onStep: OnStep = (step, values, now) => {
    recording?.onStep(step, values, now)
    if (now !== last) for (const path of movedPaths(now)) moved.add(path)
    last = now
  }
  const isShown = ({ group, path }: Column) => moved.has(path) || changedGroups.has(group)
  const window = (revision: number): Window => {
    const { columns } = recording?.series() ?? EMPTY
    return { from, through, revision, columns: columns.filter(isShown) }
  }
  return { onStep, window }
}

function refuseWidth(steps: number, width: number): void {
  if (steps * width <= MAX_WINDOW_VALUES) return
  const most = Math.floor(MAX_WINDOW_VALUES / width)
  const detail = `given a window of ${steps} steps x ${width} columns, wanted at most ${most} steps`
  refuse({ code: 'invalid_request', errors: [{ pointer: pointer(['ahead']), detail }] })
}

/** The paths that schedulers move in any group. */
function movedPaths({ layouts, movingColumns }: Program): Set<string> {
  const moves = new Set(movingColumns)
  return new Set(
    layouts.flatMap(({ paths, offset }) => paths.filter((_path, at) => moves.has(offset + at))),
  )
}

const editedPaths = (input: Input): string[] =>
  input.kind === 'edited' ? [...Object.keys(input.set), ...Object.keys(input.scale ?? {})] : []

const addedOrRemoved = (input: Input): string[] => {
  if (input.kind === 'group_added') return [input.group.name]
  return input.kind === 'group_removed' ? [input.group] : []
}
