import { groupFaults, groupOf, type AddedGroupBody } from '../definition/group.ts'
import {
  givenArgumentFaults,
  withArgumentsOf,
  type GroupArguments,
} from '../definition/late_arguments.ts'
import { isOfPresets } from '../definition/late_expansion.ts'
import { memberOf, withInitialValue, type Member } from '../definition/member.ts'
import { normalizeSettings } from '../definition/preset_context.ts'
import { covers } from '../definition/scheduler.ts'
import { costFaults, lastEpochFaults, newGroupFaults } from '../definition/scheduler_checks.ts'
import { oneOf, pointer, prefixFault, refuse, refuseFaults, type Fault } from '../problem.ts'
import { ArgumentRefusal } from '../schedules/argument.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'
import type { NewInput } from './accept.ts'
import { effectiveAfter } from './changes.ts'
import { allArguments, argumentFields } from './group_arguments.ts'
import { groupArgumentFaults } from './later_changes.ts'
import { presetArguments } from './late_presets.ts'
import { laterGroupFaults } from './later_groups.ts'
import { earliestStep, type Optimizer } from './optimizer.ts'
import { allUpcoming, allUpcomingAt, upcomingAt } from './upcoming.ts'
import type { UpcomingScheduler } from './upcoming_group.ts'

/**
 * Torch's add_param_group, by name. Without a step it acts right after the last sealed step: a group
 * that joins takes the next step with the others.
 * @throws {Refusal} `group_exists`, `invalid_request`, `group_conflict`.
 */
export function addGroup(optimizer: Optimizer, added: AddedGroupBody, at?: number): NewInput {
  const { schedulers: mode = 'join', arguments: sent = {}, ...body } = added
  const step = at ?? earliestStep(optimizer)
  const others = otherGroups(optimizer, step, body.name)
  const all = allUpcomingAt(optimizer, step)
  const group = groupOf(body, optimizer.definition.defaults)
  const member = memberOf(group)
  const now = upcomingAt(optimizer, step)
  const settings = normalizeSettings(optimizer.definition, [...now.groups, member], now.totalSteps)
  const schedulers = all.schedulers.map(({ scheduler }) => scheduler)
  // What is attached later drives a group also if it is not covered by what is there.
  const attached = mode === 'none' ? effectiveAfter(step, all.schedulers) : all.schedulers
  const covering = attached
    .map(({ scheduler }) => scheduler)
    .filter((each) => covers(each, body.name))
  refuseFaults(groupFaults(group))
  const ofPresets = presetArguments(covering.filter(isOfPresets), member, sent, { now, settings })
  const { given, isDerived } = allArguments(sent, ofPresets, now.totalSteps)
  refuseFaults([
    ...argumentFaults(given, mode, schedulers, covering),
    ...groupArgumentFaults(optimizer, given, isDerived, step),
  ])
  const own = schedulers.map((each) => withOwnArguments(each, member, given, now.groups))
  const isDriving = ({ name }: Scheduler) => covering.some((each) => each.name === name)
  refuseConflict(own.filter(isDriving), member, settings)
  refuseRestart(optimizer, mode, step, member)
  refuseFaults(
    own.flatMap((each, at) =>
      splitFaults(optimizer, { ...all.schedulers[at], scheduler: each }, given, step),
    ),
  )
  const uncovered = own.filter((each) => !isDriving(each)).map(({ name }) => name)
  refuseFaults(costFaults(own, [...others, { ...member, uncovered }], settings))
  const input = {
    ...({ kind: 'group_added', group, schedulers: mode } as const),
    ...argumentFields(given, sent, isDerived),
  }
  return joinsBefore(mode, step, at) ? { ...input, beforeStep: true } : input
}

const joinsBefore = (mode: string, step: number, at: number | undefined): boolean =>
  mode === 'join' && at === undefined && step > 0

/** The faults of arguments that become ones by group, for groups that are added later. */
function splitFaults(
  optimizer: Optimizer,
  attached: UpcomingScheduler,
  given: GroupArguments,
  step: number,
): Fault[] {
  const { name } = attached.scheduler
  if (!Object.hasOwn(given, name)) return []
  const faults = laterGroupFaults(optimizer, attached, step)
  return faults.map((fault) => prefixFault(['arguments', name], fault))
}

/** The groups at a step and those that are added later; none of them has the name. */
function otherGroups(optimizer: Optimizer, step: number, name: string): readonly Member[] {
  const addedLater = effectiveAfter(step, allUpcoming(optimizer).groups)
  const others = [...upcomingAt(optimizer, step).groups, ...addedLater]
  if (others.some((each) => each.name === name)) refuse({ code: 'group_exists', group: name })
  return others
}

function withOwnArguments(
  scheduler: Scheduler,
  { name }: Member,
  given: GroupArguments,
  groups: readonly Member[],
): Scheduler {
  const own = Object.hasOwn(given, scheduler.name) ? given[scheduler.name] : undefined
  if (!own && !scheduler.written?.common) return scheduler
  const others = groups.map((each) => each.name).filter((each) => covers(scheduler, each))
  return withArgumentsOf(scheduler, name, own ?? {}, others)
}

/** Arguments are given for schedulers that will drive the group, each with a valid value. */
function argumentFaults(
  given: GroupArguments,
  mode: string,
  schedulers: readonly Scheduler[],
  covering: readonly Scheduler[],
): Fault[] {
  return Object.entries(given).flatMap(([name, own]) => {
    const scheduler = covering.find((each) => each.name === name)
    const faults = !scheduler
      ? [{ pointer: '', detail: undrivenDetail(name, mode, schedulers) }]
      : givenArgumentFaults(scheduler, own)
    return faults.map((fault) => prefixFault(['arguments', name], fault))
  })
}

function undrivenDetail(name: string, mode: string, schedulers: readonly Scheduler[]): string {
  if (mode === 'none') return 'given with "schedulers": "none", wanted no arguments, or "join"'
  const known = schedulers.map((each) => each.name)
  if (known.includes(name))
    return `scheduler "${name}" does not cover this group: it names its groups`
  return `there is no scheduler "${name}", wanted ${known.length === 0 ? 'none' : oneOf(known)}`
}

/** Refuses a group that a scheduler cannot drive as the optimizer is now. */
function refuseConflict(
  schedulers: readonly Scheduler[],
  group: Member,
  settings: OptimizerSettings,
): void {
  const covering = schedulers.filter((each) => covers(each, group.name))
  const errors = covering.flatMap((scheduler) =>
    conflicts(scheduler, group, settings).map(({ pointer: at, detail }) => ({
      pointer: pointer(['arguments', scheduler.name]) + at,
      detail: `scheduler "${scheduler.name}" cannot drive "${group.name}": ${detail}`,
    })),
  )
  if (errors.length > 0) refuse({ code: 'group_conflict', group: group.name, errors })
}

/** A scheduler with `last_epoch` is constructed only on a group that has an `initial_lr`. */
function refuseRestart(optimizer: Optimizer, mode: string, step: number, member: Member): void {
  if (mode !== 'restart') return
  let group = member
  for (const { scheduler } of upcomingAt(optimizer, step).schedulers) {
    const { name } = group
    const alone = { ...scheduler, groups: [name] }
    const faults = covers(scheduler, name) ? lastEpochFaults(alone, [group]) : []
    const errors = faults.map(({ detail }) => ({
      pointer: '/initial_lr',
      detail: `scheduler "${scheduler.name}" cannot be constructed: ${detail}`,
    }))
    if (errors.length > 0) refuse({ code: 'group_conflict', group: name, errors })
    group = withInitialValue(scheduler, group)
  }
}

function conflicts(scheduler: Scheduler, group: Member, settings: OptimizerSettings): Fault[] {
  try {
    return newGroupFaults(scheduler, group, settings)
  } catch (error) {
    if (!(error instanceof ArgumentRefusal)) throw error
    return [{ pointer: pointer(error.path), detail: error.message }]
  }
}
