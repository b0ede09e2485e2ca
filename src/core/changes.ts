import { byName } from './by_group.ts'
import { type GroupBody, groupFaults, groupOf } from './group.ts'
import type { Input } from './input.ts'
import { memberOf, type Member } from './member.ts'
import type { Optimizer } from './optimizer.ts'
import { outlook, type OutlookGroup } from './outlook.ts'
import { refuse, Refusal, refuseFaults, type Fault, type Problem } from './problem.ts'
import { MAX_SCHEDULERS, nameFor } from './registration.ts'
import { covers } from './scheduler.ts'
import { joiningFaults, labourFaults, schedulerFaults } from './scheduler_faults.ts'
import type { Scheduler } from './schedules/catalogue.ts'
import type { Surroundings } from './schedules/schedule.ts'
import { asSent, settle, type SchedulerInput } from './settle.ts'
import { advance } from './trajectory.ts'

export type Unrecorded<I = Input> = I extends Input
  ? Omit<I, 'revision' | 'step' | 'recordedAt'>
  : never

/** How many inputs may wait for the next step: each is written again with the next one. */
const MAX_PENDING = 1_000

/** Accepts an input. It acts at the given step, the next unsealed one if none is given. */
export function accept(
  optimizer: Optimizer,
  input: Unrecorded,
  recordedAt: string,
  step: number = optimizer.sealedThrough + 1,
): Optimizer {
  const { length: pending } = optimizer.pending
  // A metric that an advance brings is what the others wait for: it is let past them.
  const waits = input.kind !== 'metric_decided' || input.reportedFor <= optimizer.sealedThrough
  if (waits && pending >= MAX_PENDING) refuse({ code: 'too_many_pending', pending })
  const revision = optimizer.revision + 1
  const recorded = { ...input, revision, step, recordedAt }
  const accepted = { ...optimizer, revision, pending: [...optimizer.pending, recorded] }
  refuseValueless(accepted, recorded)
  return accepted
}

/** Refuses what has no value even at its own first step. What others lack there is not its fault. */
function refuseValueless({ state, pending, sealedThrough }: Optimizer, input: Unrecorded): void {
  if (input.kind !== 'scheduler_attached' && input.kind !== 'group_added') return
  try {
    advance(state, pending, sealedThrough + 1)
  } catch (error) {
    if (!(error instanceof Refusal) || isOf(error.problem, input)) throw error
  }
}

/** Whether it is the group that was added, or the scheduler that was attached, that has no value. */
function isOf(problem: Problem, input: Unrecorded): boolean {
  if (!('scheduler' in problem) || !('group' in problem)) return true
  if (input.kind === 'scheduler_attached') return input.scheduler.name === problem.scheduler
  return input.kind === 'group_added' && input.group.name === problem.group
}

/** Torch's add_param_group, by name. */
export function addGroup(optimizer: Optimizer, body: GroupBody): Unrecorded {
  const { groups, schedulers } = outlook(optimizer)
  if (groups.some(({ name }) => name === body.name)) {
    refuse({ code: 'group_exists', group: body.name })
  }
  const group = groupOf(body, optimizer.definition.defaults)
  refuseFaults(groupFaults(group))
  const members = [...groups, memberOf(group)]
  const around = { totalSteps: optimizer.definition.total_steps }
  const driving = schedulers.map(({ scheduler }) => scheduler)
  refuseFaults(driving.flatMap((scheduler) => unfit(scheduler, memberOf(group), around)))
  refuseFaults(labourFaults(driving, members, around))
  return { kind: 'group_added', group }
}

/** What keeps a scheduler that is there from driving a group that joins. */
function unfit(scheduler: Scheduler, group: Member, around: Surroundings): Fault[] {
  if (!covers(scheduler, group.name)) return []
  return joiningFaults(scheduler, group, around).map(({ detail }) => ({
    pointer: '/name',
    detail: `scheduler "${scheduler.name}" cannot drive "${group.name}": ${detail}; detach it first, and attach it anew`,
  }))
}

/** Takes a group away. An optimizer keeps at least one. */
export function removeGroup(optimizer: Optimizer, group: string): Unrecorded {
  const { groups } = outlook(optimizer)
  groupNamed(groups, group)
  if (groups.length === 1) refuse({ code: 'last_group', group })
  return { kind: 'group_removed', group }
}

/** Attaches a scheduler, naming it if the caller did not. */
export function attach(optimizer: Optimizer, input: SchedulerInput): Unrecorded {
  const { groups, schedulers } = outlook(optimizer)
  const around = { totalSteps: optimizer.definition.total_steps }
  const body = settle(input, around)
  if (Array.isArray(body)) return refuse({ code: 'invalid_request', errors: body })
  const others = schedulers.map(({ scheduler }) => scheduler)
  if (others.some(({ name }) => name === body.name)) {
    refuse({ code: 'scheduler_exists', scheduler: body.name! })
  }
  const most = `an optimizer has at most ${MAX_SCHEDULERS} schedulers: detach one first`
  refuseFaults(others.length < MAX_SCHEDULERS ? [] : [{ pointer: '', detail: most }])
  refuseFaults(asSent(input, body, schedulerFaults(body, groups, around)))
  refuseFaults(labourFaults([...others, body], groups, around))
  const name = body.name ?? nameFor(body, others, [])
  const names = body.groups ?? groups.map((group) => group.name)
  return { kind: 'scheduler_attached', scheduler: { ...byName(body, names), name } }
}

/** Takes a scheduler away. Values stay as they are then. */
export function detach(optimizer: Optimizer, name: string): Unrecorded {
  schedulerNamed(outlook(optimizer).schedulers, name)
  return { kind: 'scheduler_detached', scheduler: name }
}

/** The group of that name, or a refusal that says which there are. */
export function groupNamed(groups: readonly OutlookGroup[], name: string): OutlookGroup {
  const known = groups.map((group) => group.name)
  return (
    groups.find((group) => group.name === name) ??
    refuse({ code: 'group_not_found', group: name, known })
  )
}

/** The scheduler of that name, or a refusal that says which there are. */
export function schedulerNamed<S extends { scheduler: { name: string } }>(
  schedulers: readonly S[],
  name: string,
): S {
  const known = schedulers.map(({ scheduler }) => scheduler.name)
  return (
    schedulers.find(({ scheduler }) => scheduler.name === name) ??
    refuse({ code: 'scheduler_not_found', scheduler: name, known })
  )
}
