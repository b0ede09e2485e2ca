import { hyperparameterOf } from '../hyperparameters.ts'
import type { Program } from '../trajectory/frame.ts'
import type { Input } from '../trajectory/input.ts'

/** The hyperparameters that schedulers change in any group. */
export function movedBySchedulers({ layouts, movingColumns }: Program): Set<string> {
  const moves = new Set(movingColumns)
  const moved = layouts.flatMap(({ paths, offset }) =>
    paths.filter((_path, at) => moves.has(offset + at)),
  )
  return new Set(moved.map(hyperparameterOf))
}

/** The hyperparameters that an edit changes. */
export const movedByEdit = (input: Input): string[] => {
  if (input.kind !== 'edited') return []
  const { set, scale = {}, multiply = {}, hold = {} } = input
  return [set, scale, multiply, hold].flatMap((each) => Object.keys(each).map(hyperparameterOf))
}

/** Whether an input, such as an added group or scheduler, may change any hyperparameter. */
export const movesAllColumns = ({ kind }: Input): boolean =>
  kind !== 'edited' && kind !== 'metric_decided'
