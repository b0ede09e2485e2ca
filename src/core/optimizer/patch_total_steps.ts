import { changedFields, fixedChanges, rewritten } from '../definition/rewritten.ts'
import { readsTotalSteps } from '../definition/reads_total_steps.ts'
import { normalizeSettings, type NormalizeSettings } from '../definition/preset_context.ts'
import { costFaults, schedulerFaults } from '../definition/scheduler_checks.ts'
import { refuse, type Fault } from '../problem.ts'
import { isKnown, type WrittenChange } from '../definition/written.ts'
import { isSameJson } from '../definition/differences.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { Input, Lengthened } from '../trajectory/input.ts'
import type { NewInput } from './accept.ts'
import { givenAt, type SentSchedulers } from './given_schedulers.ts'
import { followingFields, isDerived } from './later_changes.ts'
import type { Optimizer } from './optimizer.ts'
import { typeFaults } from './type_change.ts'
import { upcomingAt } from './upcoming.ts'
import { drives, type Upcoming, type UpcomingScheduler } from './upcoming_group.ts'

/**
 * Another length of the run from a step on. Each scheduler whose steps follow from it goes on with
 * the new ones; at the step of its construction it is constructed with them. Undefined if that is the
 * length at the step already.
 * @throws {Refusal} `total_steps_conflict` if a scheduler cannot go on so.
 */
export function changeTotalSteps(
  optimizer: Optimizer,
  totalSteps: number,
  step: number,
  sent?: SentSchedulers,
): NewInput | undefined {
  const upcoming = givenAt(optimizer, step, sent)
  if (upcoming.totalSteps === totalSteps) return undefined
  const settings = normalizeSettings(optimizer.definition, upcoming.groups, totalSteps)
  const results = upcoming.schedulers.map((each) => {
    return { name: each.scheduler.name, ...lengthen(each, upcoming, settings, step) }
  })
  refuseConflicts(totalSteps, [
    ...results.flatMap(({ name, faults }) => faults.map((fault) => ({ name, fault }))),
    ...laterConflicts(optimizer, totalSteps, step),
  ])
  const schedulers = results.map(({ after }) => after)
  const cost = costFaults(schedulers, upcoming.groups, { totalSteps })
  refuseConflicts(
    totalSteps,
    cost.map((fault) => ({ name: results[0]!.name, fault })),
  )
  const known = upcomingAt(optimizer, step).schedulers
  const changed = results.flatMap(({ name, after, changes }, index) => {
    const written = writtenChange(known[index]!.scheduler, after)
    const isTouched = Object.keys(changes).length > 0 || readsTotalSteps(after) || written
    return isTouched ? [[name, { changes, ...(written && { written }) }] as const] : []
  })
  return {
    kind: 'total_steps_changed',
    totalSteps,
    schedulers: Object.fromEntries<Lengthened>(changed),
  }
}

/** What is stored with the change: what was not known yet, and the common values after it. */
function writtenChange(known: Scheduler, { written }: Scheduler): WrittenChange | undefined {
  if (!written || isSameJson(known.written, written)) return undefined
  const { parameters, arguments: given, common } = written
  return isKnown(known.written) ? { common } : { parameters, arguments: given, common }
}

interface LengthenedScheduler extends Lengthened {
  readonly after: Scheduler
  readonly faults: readonly Fault[]
}

function lengthen(
  { scheduler, effectiveStep = 0 }: UpcomingScheduler,
  { groups }: Upcoming,
  settings: NormalizeSettings,
  step: number,
): LengthenedScheduler {
  const unchanged = { after: scheduler, changes: {}, faults: [] }
  const { written } = scheduler
  if (!written) return unchanged
  const names = groups.filter((group) => drives(scheduler, group)).map(({ name }) => name)
  const after = rewritten(scheduler, written, settings, names)
  if (Array.isArray(after)) return { ...unchanged, faults: after }
  const changes = changedFields(scheduler, after)
  if (Object.keys(changes).length === 0) return unchanged
  const isConstructed = step > effectiveStep
  const fixed = isConstructed ? goingOnFaults(scheduler, after, names, settings) : []
  const faults = fixed.length > 0 ? fixed : checkedFaults(after, names, groups, settings)
  return { after, changes, faults }
}

const checkedFaults = (
  after: Scheduler,
  names: readonly string[],
  groups: Upcoming['groups'],
  settings: NormalizeSettings,
): Fault[] =>
  names.length === 0 ? [] : schedulerFaults({ ...after, groups: names }, groups, settings)

function goingOnFaults(
  before: Scheduler,
  after: Scheduler,
  names: readonly string[],
  settings: NormalizeSettings,
): Fault[] {
  if (before.type !== after.type) return typeFaults(before, after, names, settings)
  return fixedChanges(before, after).map((path) => {
    const detail = `"${path.join('.')}" follows from it, and cannot change after the construction; detach the scheduler and attach another one`
    return { pointer: '', detail }
  })
}

interface Conflict {
  readonly name: string
  readonly fault: Fault
}

function refuseConflicts(total_steps: number, conflicts: readonly Conflict[]): void {
  if (conflicts.length === 0) return
  const errors = conflicts.map(({ name, fault }) => {
    const at = fault.pointer === '' ? '' : ` at ${fault.pointer}`
    return { pointer: '/total_steps', detail: `scheduler "${name}"${at}: ${fault.detail}` }
  })
  refuse({ code: 'total_steps_conflict', total_steps, scheduler: conflicts[0]!.name, errors })
}

/** What is accepted already and acts later, with steps that follow from the present length. */
function laterConflicts(optimizer: Optimizer, totalSteps: number, step: number): Conflict[] {
  const later = optimizer.pending.filter((each) => each.step > step)
  return later.flatMap((each) => {
    const name = followerOf(optimizer, each, totalSteps)
    if (name === undefined) return []
    const detail = `its change ${each.revision}, pending for step ${each.step}, has steps that follow from the present total_steps: cancel that first, and make it again after this one`
    return [{ name, fault: { pointer: '', detail } }]
  })
}

function followerOf(optimizer: Optimizer, each: Input, totalSteps: number): string | undefined {
  switch (each.kind) {
    case 'group_added':
      return each.written && Object.keys(each.written)[0]
    case 'scheduler_attached':
      return follows(optimizer, each.scheduler.name, each.step, totalSteps)
    case 'scheduler_patched': {
      const { scheduler, written, step, changes } = each
      const isOwn = (field: string) => Object.hasOwn(changes, field)
      return isDerived(written) ? follows(optimizer, scheduler, step, totalSteps, isOwn) : undefined
    }
    default:
      return undefined
  }
}

/** The name of a scheduler, if another length changes one of these arguments at a later step. */
function follows(
  optimizer: Optimizer,
  name: string,
  step: number,
  totalSteps: number,
  isOne: (field: string) => boolean = () => true,
): string | undefined {
  const { schedulers, groups } = upcomingAt(optimizer, step)
  const scheduler = schedulers.find((each) => each.scheduler.name === name)?.scheduler
  if (!scheduler) return undefined
  const names = groups.filter((group) => drives(scheduler, group)).map((group) => group.name)
  return followingFields(optimizer, scheduler, { totalSteps, step }, names).some(isOne)
    ? name
    : undefined
}
