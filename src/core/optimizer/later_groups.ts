import { withArgumentsOf } from '../definition/late_arguments.ts'
import { missingGroupFaults } from '../definition/per_group_arguments.ts'
import { covers } from '../definition/scheduler.ts'
import type { Fault } from '../problem.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { Optimizer } from './optimizer.ts'

/**
 * The faults of a scheduler whose arguments become ones by group at a step: a group that is accepted
 * to be added after it must have brought its own.
 */
export function laterGroupFaults(
  { pending }: Optimizer,
  scheduler: Scheduler,
  step: number,
): Fault[] {
  return pending.flatMap((input) => {
    if (input.kind !== 'group_added' || input.step <= step) return []
    const { group, schedulers: mode, arguments: given = {} } = input
    const { name } = group
    if (mode === 'none' || !covers(scheduler, name)) return []
    const own = Object.hasOwn(given, scheduler.name) ? given[scheduler.name]! : {}
    const detail = `group "${name}", which is added at step ${input.step}, has no value of its own; wanted the common value, or that addition cancelled first`
    const faults = missingGroupFaults(withArgumentsOf(scheduler, name, own, []), name)
    return faults.map(({ pointer }) => ({ pointer, detail }))
  })
}
