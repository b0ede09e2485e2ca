import { inForceAt } from '../trajectory/adjustment.ts'
import type { State } from '../trajectory/state.ts'
import type { Optimizer } from './optimizer.ts'
import { allUpcoming } from './upcoming.ts'
import type { Upcoming, UpcomingGroup } from './upcoming_group.ts'

/** An optimizer, and the state whose values are shown: that at the cursor. */
export interface ShownOptimizer {
  readonly optimizer: Optimizer
  readonly shown: State
}

/**
 * The groups and schedulers of an optimizer after all accepted inputs, with the values of the state
 * that is shown. After a window, that is an earlier state than the optimizer's own.
 */
export function allShown({ optimizer, shown }: ShownOptimizer): Upcoming {
  const upcoming = allUpcoming(optimizer)
  if (shown === optimizer.state) return upcoming
  const valuesOf = valuesByGroup(shown)
  const since = new Map(optimizer.state.frame.groups.map((group) => [group.name, group.since]))
  const groups = upcoming.groups.map((group): UpcomingGroup => {
    const joined = since.get(group.name)
    // A group that is added later than the window has neither values in it nor a step there.
    if (joined === undefined || group.effectiveStep !== undefined) return group
    const found = valuesOf(group.name)
    if (found && joined <= shown.step) return { ...group, ...found }
    return { ...group, effectiveStep: joined }
  })
  return { ...upcoming, groups }
}

function valuesByGroup({ frame, program, values, step }: State) {
  const indexes = new Map(frame.groups.map(({ name }, index) => [name, index]))
  return (
    name: string,
  ): Pick<UpcomingGroup, 'values' | 'groupExtras' | 'adjustments'> | undefined => {
    const index = indexes.get(name)
    if (index === undefined) return undefined
    const { paths, offset } = program.layouts[index]!
    const at = paths.map((path, column) => [path, values[offset + column]!] as const)
    const { groupExtras, adjustments } = frame.groups[index]!
    return {
      values: Object.fromEntries(at),
      groupExtras,
      adjustments: inForceAt(adjustments, step),
    }
  }
}
