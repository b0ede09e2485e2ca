import type { Input } from '../../core/trajectory/input.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { covers } from '../../core/definition/scheduler.ts'
import type { Scheduler } from '../../core/schedules/catalogue.ts'
import type { ListedChange } from '../changes/edits.ts'

/** Schedulers by name, as they are at some moment: a name may be had again. */
type SchedulersByName = Map<string, Scheduler>

/** The changes up to a step that touch a group, in the order in which they were accepted. */
export function changesToGroup(
  { definition }: Optimizer,
  changes: readonly ListedChange[],
  group: string,
  step: number,
): readonly ListedChange[] {
  const there: SchedulersByName = new Map(definition.schedulers.map((each) => [each.name, each]))
  return changes
    .filter(({ input }) => input.step <= step)
    .sort((a, b) => a.input.step - b.input.step || a.input.revision - b.input.revision)
    .filter(({ input }) => affectsGroup(input, group, there))
    .sort((a, b) => a.input.revision - b.input.revision)
}

/** Whether a change touches a group; one after the other, as they act. */
function affectsGroup(input: Input, group: string, there: SchedulersByName): boolean {
  switch (input.kind) {
    case 'edited':
      return input.groups.includes(group)
    case 'group_added':
      return input.group.name === group
    case 'scheduler_attached':
      there.set(input.scheduler.name, input.scheduler)
      return covers(input.scheduler, group)
    case 'scheduler_detached': {
      const scheduler = there.get(input.scheduler)
      // Where its attachment has been compacted away, nobody knows any more what it drove.
      return scheduler === undefined || covers(scheduler, group)
    }
    default:
      return false
  }
}
