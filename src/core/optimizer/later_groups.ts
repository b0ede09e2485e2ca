import { withArgumentsOf } from '../definition/late_arguments.ts'
import { missingGroupFaults } from '../definition/per_group_arguments.ts'
import { covers } from '../definition/scheduler.ts'
import type { Fault } from '../problem.ts'
import type { Input, InputOf } from '../trajectory/input.ts'
import type { Optimizer } from './optimizer.ts'
import { drives, type Upcoming, type UpcomingScheduler } from './upcoming_group.ts'

type GroupAdded = Input & InputOf<'group_added'>

/**
 * The faults of a scheduler whose arguments become ones by group at a step: a group that is accepted
 * to be added after it, and that it will drive, must have brought its own.
 */
export function laterGroupFaults(
  { pending }: Optimizer,
  { scheduler, effectiveStep = 0 }: UpcomingScheduler,
  step: number,
): Fault[] {
  const { name } = scheduler
  const attached = { name, effectiveStep, from: Math.max(effectiveStep, step) }
  const added = pending.filter((input): input is GroupAdded => {
    return input.kind === 'group_added' && input.step > step
  })
  return added
    .filter((each) => each.schedulers !== 'none' && covers(scheduler, each.group.name))
    .filter((each) => meets(pending, each, attached))
    .flatMap(({ group, step: at, arguments: given = {} }) => {
      const own = Object.hasOwn(given, name) ? given[name]! : {}
      const detail = `group "${group.name}", which is added at step ${at}, has no value of its own; wanted the common value, or that addition cancelled first`
      const whole = withArgumentsOf(scheduler, group.name, own, [])
      return missingGroupFaults(whole, group.name).map(({ pointer }) => ({ pointer, detail }))
    })
}

/** A scheduler: the step of its attachment, and the one after which its detachment counts. */
interface AttachedScheduler {
  readonly name: string
  readonly effectiveStep: number
  readonly from: number
}

const meets = (
  pending: readonly Input[],
  added: GroupAdded,
  { name, effectiveStep, from }: AttachedScheduler,
): boolean =>
  !pending.some((each) => isRemovedBy(each, added, effectiveStep)) &&
  !pending.some(
    (each) =>
      each.kind === 'scheduler_detached' &&
      each.scheduler === name &&
      each.step > from &&
      isBefore(each, added),
  )

/** Whether an input removes an added group by the time at which a scheduler is attached. */
const isRemovedBy = (each: Input, { group, step }: GroupAdded, attached: number): boolean =>
  each.kind === 'group_removed' &&
  each.group === group.name &&
  each.step >= step &&
  each.step <= attached

/** Whether a detachment acts before an addition. At one step it does, unless a group joins before. */
function isBefore(detached: Input, { beforeStep, revision, step }: GroupAdded): boolean {
  if (detached.step !== step) return detached.step < step
  return beforeStep !== true || detached.revision < revision
}

/** The faults of pending groups without a value of their own for a scheduler that will drive them. */
export const undrivenFaults = ({ groups, schedulers }: Upcoming): Fault[] =>
  groups
    .filter(({ effectiveStep }) => effectiveStep !== undefined)
    .flatMap((group) => {
      const driving = schedulers.filter(({ scheduler }) => drives(scheduler, group))
      const faults = driving.flatMap(({ scheduler }) => missingGroupFaults(scheduler, group.name))
      return faults.map(({ pointer, detail }) => {
        return { pointer, detail: `pending group "${group.name}": ${detail}` }
      })
    })
