import { keyedByGroupName } from '../definition/per_group_arguments.ts'
import { type GroupBody, groupFaults, groupOf } from '../definition/group.ts'
import type { NewInput } from './accept.ts'
import { memberOf, type Member } from '../definition/member.ts'
import { earliestStep, type Optimizer } from './optimizer.ts'
import { allUpcoming, upcomingAt, type UpcomingGroup } from './upcoming.ts'
import { refuse, refuseFaults, type Fault } from '../problem.ts'
import { quorumFaults } from '../definition/quorum.ts'
import { MAX_SCHEDULERS, nameFor } from '../definition/registration.ts'
import { covers } from '../definition/scheduler.ts'
import { newGroupFaults, costFaults, schedulerFaults } from '../definition/scheduler_checks.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'
import { inCallersTerms, normalize, type SchedulerInput } from '../definition/normalize.ts'

/** Torch's add_param_group, by name. */
export function addGroup(
  optimizer: Optimizer,
  body: GroupBody,
  step = earliestStep(optimizer),
): NewInput {
  const { groups } = upcomingAt(optimizer, step)
  const all = allUpcoming(optimizer)
  const { schedulers } = all
  const addedLater = effectiveAfter(step, all.groups)
  if ([...groups, ...addedLater].some(({ name }) => name === body.name)) {
    refuse({ code: 'group_exists', group: body.name })
  }
  const group = groupOf(body, optimizer.definition.defaults)
  refuseFaults(groupFaults(group))
  const members = [...groups, ...addedLater, memberOf(group)]
  const settings = { totalSteps: optimizer.definition.total_steps }
  const drivingSchedulers = schedulers.map(({ scheduler }) => scheduler)
  refuseFaults(
    drivingSchedulers.flatMap((scheduler) => drivingFaults(scheduler, memberOf(group), settings)),
  )
  refuseFaults(costFaults(drivingSchedulers, members, settings))
  return { kind: 'group_added', group }
}

/** The groups or schedulers added after a step. */
const effectiveAfter = <T extends { readonly effectiveStep?: number }>(
  step: number,
  all: readonly T[],
): readonly T[] => all.filter(({ effectiveStep = 0 }) => effectiveStep > step)

/** The faults of an existing scheduler for a new group. */
function drivingFaults(scheduler: Scheduler, group: Member, settings: OptimizerSettings): Fault[] {
  if (!covers(scheduler, group.name)) return []
  return newGroupFaults(scheduler, group, settings).map(({ detail }) => ({
    pointer: '/name',
    detail: `scheduler "${scheduler.name}" cannot drive "${group.name}": ${detail}; detach it first, and attach it again`,
  }))
}

/** Removes a group. An optimizer keeps at least one group at every step. */
export function removeGroup(
  optimizer: Optimizer,
  group: string,
  step = earliestStep(optimizer),
): NewInput {
  findGroup(upcomingAt(optimizer, step).groups, group)
  const later = optimizer.pending.filter((input) => input.kind === 'group_removed')
  const steps = [step, ...later.map((input) => input.step).filter((each) => each > step)]
  const isLast = (at: number) =>
    upcomingAt(optimizer, at).groups.every(({ name }) => name === group)
  if (steps.some(isLast)) refuse({ code: 'last_group', group })
  return { kind: 'group_removed', group }
}

/** Attaches a scheduler; a scheduler without a name receives one. */
export function attach(
  optimizer: Optimizer,
  input: SchedulerInput,
  step = earliestStep(optimizer),
): NewInput {
  const { groups, schedulers } = upcomingAt(optimizer, step)
  const all = allUpcoming(optimizer)
  const settings = { totalSteps: optimizer.definition.total_steps }
  const body = normalize(input, settings)
  if (Array.isArray(body)) return refuse({ code: 'invalid_request', errors: body })
  const others = all.schedulers.map(({ scheduler }) => scheduler)
  const named = [...schedulers, ...effectiveAfter(step, all.schedulers)]
  if (named.some(({ scheduler }) => scheduler.name === body.name)) {
    refuse({ code: 'scheduler_exists', scheduler: body.name! })
  }
  const most = `an optimizer has at most ${MAX_SCHEDULERS} schedulers: detach one first`
  refuseFaults(others.length < MAX_SCHEDULERS ? [] : [{ pointer: '', detail: most }])
  refuseFaults(inCallersTerms(input, body, schedulerFaults(body, groups, settings)))
  refuseFaults(inCallersTerms(input, body, quorumFaults(body, others)))
  const addedLater = effectiveAfter(step, all.groups)
  const covered = body.groups ? [] : addedLater
  refuseFaults(covered.flatMap((group) => newGroupFaults(body, group, settings)))
  refuseFaults(costFaults([...others, body], [...groups, ...addedLater], settings))
  const name = body.name ?? nameFor(body, others, [])
  const names = body.groups ?? groups.map((group) => group.name)
  return { kind: 'scheduler_attached', scheduler: { ...keyedByGroupName(body, names), name } }
}

/** Detaches a scheduler. The values are not changed. */
export function detach(
  optimizer: Optimizer,
  name: string,
  step = earliestStep(optimizer),
): NewInput {
  findScheduler(upcomingAt(optimizer, step).schedulers, name)
  return { kind: 'scheduler_detached', scheduler: name }
}

/** The step of a removal: of a pending group or scheduler, the step of its addition. */
export const removalStep = (
  optimizer: Optimizer,
  { effectiveStep = 0 }: { readonly effectiveStep?: number },
): number => Math.max(earliestStep(optimizer), effectiveStep)

/** The group with this name, or a refusal with the existing names. */
export function findGroup(groups: readonly UpcomingGroup[], name: string): UpcomingGroup {
  const known = groups.map((group) => group.name)
  return (
    groups.find((group) => group.name === name) ??
    refuse({ code: 'group_not_found', group: name, known })
  )
}

/** The scheduler with this name, or a refusal with the existing names. */
export function findScheduler<S extends { scheduler: { name: string } }>(
  schedulers: readonly S[],
  name: string,
): S {
  const known = schedulers.map(({ scheduler }) => scheduler.name)
  return (
    schedulers.find(({ scheduler }) => scheduler.name === name) ??
    refuse({ code: 'scheduler_not_found', scheduler: name, known })
  )
}
