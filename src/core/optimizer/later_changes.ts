import { upcomingAt } from './upcoming.ts'
import { normalizeSettings } from '../definition/preset_context.ts'
import { changedFields, rewritten } from '../definition/rewritten.ts'
import { hasShare, writableFields, type WrittenChange } from '../definition/written.ts'
import { pointer, type Fault } from '../problem.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { Input, InputOf } from '../trajectory/input.ts'
import type { Optimizer } from './optimizer.ts'

// A pending change of the length of the run has the arguments that follow from it. What is accepted
// later and acts before it must not change what they followed from.

type LengthChange = InputOf<'total_steps_changed'> & Input

const lengthChangesAfter = ({ pending }: Optimizer, step: number): LengthChange[] =>
  pending.filter((each): each is LengthChange => {
    return each.kind === 'total_steps_changed' && each.step > step
  })

const inOrder = (what: string, { revision, step }: Input): string =>
  `${what} at step ${step}, by the pending change ${revision}: cancel that first, and make it again after this one`

const changeOf = (name: string, { schedulers }: LengthChange) =>
  Object.hasOwn(schedulers, name) ? schedulers[name] : undefined

/** Why a scheduler cannot be attached before a pending change of the length of the run. */
export function attachFaults(
  optimizer: Optimizer,
  scheduler: Scheduler,
  step: number,
  groups: readonly string[],
): Fault[] {
  return lengthChangesAfter(optimizer, step).flatMap((each) => {
    const { totalSteps } = each
    if (changeOf(scheduler.name, each)) {
      const what = `the arguments of another scheduler "${scheduler.name}" change`
      return [{ pointer: pointer(['name']), detail: inOrder(what, each) }]
    }
    const length = { totalSteps, step: each.step }
    if (followingFields(optimizer, scheduler, length, groups).length === 0) return []
    const what = `its steps follow from total_steps, which becomes ${totalSteps}`
    return [{ pointer: '', detail: inOrder(what, each) }]
  })
}

/** The arguments of a scheduler that another length of the run changes; all if it cannot be. */
export function followingFields(
  optimizer: Optimizer,
  scheduler: Scheduler,
  { totalSteps, step }: { readonly totalSteps: number; readonly step: number },
  groups: readonly string[],
): readonly string[] {
  const { written } = scheduler
  if (!written) return []
  const members = upcomingAt(optimizer, step).groups
  const settings = normalizeSettings(optimizer.definition, members, totalSteps)
  const after = rewritten(scheduler, written, settings, groups)
  if (Array.isArray(after)) return writableFields(scheduler.type)
  return Object.keys(changedFields(scheduler, after))
}

/** Whether the values of changed arguments follow from the length of the run, or from parameters. */
export const isDerived = (written: WrittenChange = {}): boolean =>
  written.parameters !== undefined || hasShare(written.arguments)

/** Why a scheduler cannot get other arguments before pending changes that follow from them. */
export function patchFaults(
  { pending }: Optimizer,
  name: string,
  { changes, written }: Pick<InputOf<'scheduler_patched'>, 'changes' | 'written'>,
  step: number,
): Fault[] {
  return pending
    .filter((each) => each.step > step)
    .flatMap((each) => {
      const what = `"${name}" changes again`
      return isOverwritten(name, changes, written, each)
        ? [{ pointer: '', detail: inOrder(what, each) }]
        : []
    })
}

function isOverwritten(
  name: string,
  changes: object,
  written: WrittenChange | undefined,
  later: Input,
): boolean {
  if (later.kind === 'scheduler_patched') {
    return later.scheduler === name && isOfPreset(written) && isOfPreset(later.written)
  }
  if (later.kind !== 'total_steps_changed') return false
  const own = changeOf(name, later)?.changes ?? {}
  return isDerived(written) || Object.keys(own).some((key) => Object.hasOwn(changes, key))
}

const isOfPreset = (written: WrittenChange = {}): boolean => written.parameters !== undefined

/** Why a group cannot bring arguments before a pending change of the length of the run. */
export function groupArgumentFaults(
  optimizer: Optimizer,
  given: Readonly<Record<string, object>>,
  hasShares: boolean,
  step: number,
): Fault[] {
  return lengthChangesAfter(optimizer, step).flatMap((each) =>
    Object.entries(given)
      .filter(([name, own]) => {
        const changed = changeOf(name, each)?.changes ?? {}
        return hasShares || Object.keys(own).some((key) => Object.hasOwn(changed, key))
      })
      .map(([name]) => {
        const what = `these arguments follow from total_steps, which becomes ${each.totalSteps}`
        return { pointer: pointer(['arguments', name]), detail: inOrder(what, each) }
      }),
  )
}

/** The pending inputs after one that depend on it: they were computed with its effect. */
export function dependentOn(target: Input, pending: readonly Input[]): readonly Input[] {
  const isBase =
    target.kind === 'total_steps_changed' ||
    (target.kind === 'scheduler_patched' && target.written !== undefined)
  if (!isBase) return []
  return pending.filter(
    (each) =>
      each.revision > target.revision &&
      each.step >= target.step &&
      (each.kind === 'total_steps_changed' || dependsOn(target, each)),
  )
}

function dependsOn(target: Input, each: Input): boolean {
  if (target.kind === 'scheduler_patched') {
    return (
      each.kind === 'scheduler_patched' &&
      each.scheduler === target.scheduler &&
      each.written !== undefined
    )
  }
  if (each.kind === 'scheduler_attached') return each.scheduler.written !== undefined
  return (
    (each.kind === 'scheduler_patched' || each.kind === 'group_added') && each.written !== undefined
  )
}
