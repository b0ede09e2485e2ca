import { hyperparameterOf } from '../hyperparameters.ts'
import type { Program } from '../trajectory/frame.ts'
import type { Input } from '../trajectory/input.ts'
import { recorder, type Column } from './series.ts'
import type { OnStep } from '../trajectory/state.ts'
import { movedByEdit, movedBySchedulers, movesAllColumns } from './moved_columns.ts'

/** Values at several steps as columns: everything a trainer needs until its next request. */
export interface Window {
  readonly from: number
  /** Less than `from` if the window is empty. */
  readonly through: number
  /** The last revision with an effect on the values at `through`. */
  readonly revision: number
  readonly columns: readonly Column[]
  /** Set if the window is shorter than requested. */
  readonly ends?: WindowEnd | undefined
}

/** Why a window is shorter than requested. */
export interface WindowEnd {
  /** A metric is awaited, a schedule has no value, or the window is as large as it may be. */
  readonly reason: 'metric' | 'schedule' | 'limit'
  /** The first step that the window does not have. */
  readonly step: number
  /** The revision of the optimizer at that time: after a later input the window may be longer. */
  readonly asOf: number
}

/** The most steps of a window that can be requested. */
export const MAX_AHEAD = 10_000

/**
 * Records a window during a run. There is a column for each hyperparameter that a scheduler, or an
 * edit in the window, may change. A group that is added or removed in the window has all its
 * columns, because only columns show the change and the group's values. A list is shown whole. An
 * empty window has the columns that the schedulers change, without values.
 * @param inputs that act up to the end of the window.
 */
export function windowRecorder(
  { from, through }: { from: number; through: number },
  program: Program,
  inputs: readonly Input[],
) {
  const within = inputs.filter(({ step }) => step >= from && step <= through)
  const moved = new Set([...movedBySchedulers(program), ...within.flatMap(movedByEdit)])
  const changedGroups = new Set(within.flatMap(addedOrRemoved))
  const isMoved = (path: string) => moved.has(hyperparameterOf(path))
  const names = within.some(movesAllColumns) ? undefined : [...moved]
  const recording = recorder(from, through, names)
  if (changedGroups.size > 0 || through < from) recording.expect(program)
  let last: Program | undefined
  const onStep: OnStep = (step, values, now) => {
    recording.onStep(step, values, now)
    if (now !== last) for (const name of movedBySchedulers(now)) moved.add(name)
    last = now
  }
  const isShown = ({ group, path }: Column) => isMoved(path) || changedGroups.has(group)
  const window = (revision: number, ends?: WindowEnd): Window => {
    const { columns } = recording.series()
    return { from, through, revision, columns: columns.filter(isShown), ends }
  }
  return { onStep, window }
}

/** The window of no steps after a step. */
export const emptyWindow = (program: Program, step: number, revision: number): Window =>
  windowRecorder({ from: step + 1, through: step }, program, []).window(revision)

const addedOrRemoved = (input: Input): string[] => {
  if (input.kind === 'group_added') return [input.group.name]
  return input.kind === 'group_removed' ? [input.group] : []
}
