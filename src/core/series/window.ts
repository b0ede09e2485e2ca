import { pointer, refuse } from '../problem.ts'
import { hyperparameterOf } from '../hyperparameters.ts'
import type { Program } from '../trajectory/frame.ts'
import type { Input } from '../trajectory/input.ts'
import { recorder, type Column, type Series } from './series.ts'
import type { OnStep } from '../trajectory/state.ts'

/** Values at several steps as columns: everything a trainer needs until its next request. */
export interface Window {
  readonly from: number
  /** Less than requested if a step needs a metric; less than `from` if the first step does. */
  readonly through: number
  /** The last revision with an effect on the values at `through`. */
  readonly revision: number
  readonly columns: readonly Column[]
}

/** The most steps of a window. */
export const MAX_AHEAD = 10_000

/** The most numbers of a window: about ten milliseconds for their JSON. */
const MAX_WINDOW_VALUES = 250_000

const EMPTY: Series = { steps: new Float64Array(), columns: [] }

/**
 * Records a window during a run. There is a column for each hyperparameter that a scheduler, or an
 * edit in the window, may change. A group that is added or removed in the window has all its
 * columns, because only columns show the change and the group's values. A list is shown whole.
 * @param inputs that act up to the end of the window.
 * @throws {Refusal} `invalid_request` for more than `MAX_WINDOW_VALUES` numbers.
 */
export function windowRecorder(
  { from, through }: { from: number; through: number },
  program: Program,
  inputs: readonly Input[],
) {
  const within = inputs.filter(({ step }) => step >= from && step <= through)
  const moved = new Set([...movedBySchedulers(program), ...within.flatMap(movedByEdit)])
  const changedGroups = new Set(within.flatMap(addedOrRemoved))
  // A group or scheduler added in the window may change any hyperparameter: all are recorded.
  const hasFixedGroups = within.every(({ kind }) => kind === 'edited' || kind === 'metric_decided')
  const paths = program.layouts.flatMap((each) => each.paths)
  const isMoved = (path: string) => moved.has(hyperparameterOf(path))
  const names = hasFixedGroups ? [...moved] : undefined
  refuseWidth(through - from + 1, names ? paths.filter(isMoved).length : paths.length)
  const recording = from <= through ? recorder(from, through, names) : undefined
  if (changedGroups.size > 0) recording?.expect(program)
  let last: Program | undefined
  const onStep: OnStep = (step, values, now) => {
    recording?.onStep(step, values, now)
    if (now !== last) for (const name of movedBySchedulers(now)) moved.add(name)
    last = now
  }
  const isShown = ({ group, path }: Column) => isMoved(path) || changedGroups.has(group)
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

/** The hyperparameters that schedulers change in any group. */
function movedBySchedulers({ layouts, movingColumns }: Program): Set<string> {
  const moves = new Set(movingColumns)
  const moved = layouts.flatMap(({ paths, offset }) =>
    paths.filter((_path, at) => moves.has(offset + at)),
  )
  return new Set(moved.map(hyperparameterOf))
}

const movedByEdit = (input: Input): string[] => {
  if (input.kind !== 'edited') return []
  const { set, scale = {}, multiply = {}, hold = {} } = input
  return [set, scale, multiply, hold].flatMap((each) => Object.keys(each).map(hyperparameterOf))
}

const addedOrRemoved = (input: Input): string[] => {
  if (input.kind === 'group_added') return [input.group.name]
  return input.kind === 'group_removed' ? [input.group] : []
}
