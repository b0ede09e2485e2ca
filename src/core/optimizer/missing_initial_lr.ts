import { lastEpochFaults } from '../definition/scheduler_checks.ts'
import { covers } from '../definition/scheduler.ts'
import { refuse } from '../problem.ts'
import type { Input, InputOf } from '../trajectory/input.ts'
import { withPending, type Optimizer } from './optimizer.ts'
import { upcomingAt } from './upcoming.ts'

type Attachment = Input & InputOf<'scheduler_attached'>

/**
 * Refuses a change after which a pending scheduler with `last_epoch` would be constructed on a group
 * without an `initial_lr`: a group that is added before it, or one from which another change takes
 * the scheduler that would have left it there.
 * @throws {Refusal} `group_conflict`.
 */
export function refuseMissingInitialLr(optimizer: Optimizer): void {
  const { pending } = optimizer
  for (const input of pending) {
    if (input.kind !== 'scheduler_attached' || (input.scheduler.last_epoch ?? -1) < 0) continue
    if (!isNeverAttached(input, pending)) refuseWithout(optimizer, input)
  }
}

/** Whether a scheduler is detached at the step of its attachment. */
const isNeverAttached = (attachment: Attachment, pending: readonly Input[]): boolean =>
  pending.some(
    (each) =>
      each.kind === 'scheduler_detached' &&
      each.scheduler === attachment.scheduler.name &&
      each.step === attachment.step &&
      each.revision > attachment.revision,
  )

function refuseWithout(optimizer: Optimizer, attachment: Attachment): void {
  const { scheduler, step } = attachment
  const earlier = optimizer.pending.filter((each) => actsBefore(each, attachment))
  const { groups } = upcomingAt(withPending(optimizer, earlier), step)
  const covered = groups.filter(({ name }) => covers(scheduler, name))
  const without = covered.find((group) => {
    const named = scheduler.groups ? { ...scheduler, groups: [group.name] } : scheduler
    return lastEpochFaults(named, [group]).length > 0
  })
  if (!without) return
  const { name: group } = without
  const detail = `scheduler "${scheduler.name}" begins at "${group}" at step ${step} with last_epoch ${scheduler.last_epoch}, wanted "initial_lr" in the group: the lr from which the schedule began`
  refuse({ code: 'group_conflict', group, errors: [{ pointer: '/initial_lr', detail }] })
}

/** Whether an input acts before a scheduler is constructed: removals, and groups that join early. */
const actsBefore = (each: Input, { step, revision }: Attachment): boolean =>
  each.step < step || (each.step === step && (isEarly(each) || each.revision < revision))

const isEarly = (input: Input): boolean =>
  input.kind === 'group_removed' ||
  input.kind === 'scheduler_detached' ||
  (input.kind === 'group_added' && input.beforeStep === true)
