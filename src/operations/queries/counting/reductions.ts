import { drivenColumns } from '../../../core/trajectory/compile_frame.ts'
import type { State } from '../../../core/trajectory/state.ts'
import type { Target } from './candidates.ts'
import { stateAfter, type Stop } from './course.ts'
import type { Past } from './past.ts'

/** A metric that changed a value, and the state that was without this change. */
export interface Reduction {
  readonly revision: number
  readonly unreduced: State
}

/**
 * The metrics at a stop that changed a value, each with the state in which only the value is
 * that without the metric. A metric that only moved the best and the counters is none of them.
 */
export function reductionsAt(past: Past, stop: Stop, target: Target): Reduction[] {
  const { before, after, inputs, step } = stop
  const columns = columnsOf(after, target)
  const metrics = inputs.filter(({ kind }) => kind === 'metric_decided')
  if (metrics.length === 0) return []
  return metrics.flatMap(({ revision }) => {
    const others = inputs.filter((each) => each.revision !== revision)
    const without = stateAfter(past, before, step, others)
    if (columns.every((at) => without.values[at] === after.values[at])) return []
    const values = after.values.slice()
    for (const at of columns) values[at] = without.values[at]!
    return [{ revision, unreduced: { ...after, values } }]
  })
}

/** The columns of a value: the one that is shown, and that of the schedulers. */
function columnsOf({ program }: State, { group, param }: Target): readonly number[] {
  const layout = program.layouts.find(({ name }) => name === group)
  if (!layout?.paths.includes(param)) return []
  const shown = layout.offset + layout.paths.indexOf(param)
  return [shown, drivenColumns(layout, program.adjustedColumns)(param)]
}
