import type { Scheduler } from '../schedules/catalogue.ts'
import type { Group } from './group.ts'
import { withArgumentsOf, type GivenArguments, type GroupArguments } from './late_arguments.ts'
import { withLateWritten } from './written.ts'

/** A group that is added, and what it brings. */
export interface AddedGroup {
  readonly group: Pick<Group, 'name'>
  readonly schedulers?: 'join' | 'restart' | 'none' | undefined
  readonly arguments?: GroupArguments | undefined
  readonly written?: GroupArguments | undefined
}

/**
 * A scheduler with the arguments of a group that is added: its own, and the common ones.
 * @param others the groups that the scheduler covers already.
 */
export function withAddedGroup(
  scheduler: Scheduler,
  { group, schedulers: mode, arguments: given, written }: AddedGroup,
  others: readonly string[],
): Scheduler {
  if (mode === 'none') return scheduler
  const own = ownOf(given, scheduler)
  if (!own) return scheduler.written?.common ? withArguments({}) : scheduler
  return withLateWritten(withArguments(own), group.name, ownOf(written, scheduler) ?? own)

  function withArguments(all: GivenArguments): Scheduler {
    return withArgumentsOf(scheduler, group.name, all, others)
  }
}

const ownOf = (given: GroupArguments = {}, { name }: Scheduler): GivenArguments | undefined =>
  Object.hasOwn(given, name) ? given[name] : undefined
