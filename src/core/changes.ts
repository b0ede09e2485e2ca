import { byName } from './by_group.ts'
import { type GroupBody, groupFaults, groupOf } from './group.ts'
import type { Circumstances, Input } from './input.ts'
import { memberOf, type Member } from './member.ts'
import { affordable, earliest, type Optimizer } from './optimizer.ts'
import { outlook, outlookAt, type Outlook, type OutlookGroup } from './outlook.ts'
import { refuse, Refusal, refuseFaults, type Fault, type Problem } from './problem.ts'
import { quorumFaults } from './quorum.ts'
import { MAX_SCHEDULERS, nameFor } from './registration.ts'
import { covers } from './scheduler.ts'
import { joiningFaults, labourFaults, schedulerFaults } from './scheduler_faults.ts'
import type { Scheduler } from './schedules/catalogue.ts'
import type { Surroundings } from './schedules/schedule.ts'
import { asSent, settle, type SchedulerInput } from './settle.ts'
import { advance } from './trajectory.ts'

export type Unrecorded<I = Input> = I extends Input
  ? Omit<I, 'revision' | 'step' | keyof Circumstances>
  : never

/** How many inputs may wait to act: each is written again with the next one. */
const MAX_PENDING = 1_000

/**
 * The step at which a change acts: the first unsealed one, if none is named.
 * @throws {Refusal} `step_sealed`, `step_ahead`.
 */
export function resolveStep(optimizer: Optimizer, at?: number): number {
  const first = earliest(optimizer)
  const { sealedThrough: sealed_through } = optimizer
  if (at === undefined) return first
  if (at < first) refuse({ code: 'step_sealed', step: at, sealed_through, earliest_step: first })
  const limit = affordable(optimizer)
  const { cursor } = optimizer
  if (at > cursor + limit) refuse({ code: 'step_ahead', step: at, cursor, limit })
  return at
}

/** Accepts an input. It acts at the given step, the next unsealed one if none is given. */
export function accept(
  optimizer: Optimizer,
  input: Unrecorded,
  circumstances: Circumstances,
  step: number = earliest(optimizer),
): Optimizer {
  const { length: pending } = optimizer.pending
  // A metric that an advance brings is what the others wait for: it is let past them.
  const waits = input.kind !== 'metric_decided' || input.reportedFor <= optimizer.sealedThrough
  if (waits && pending >= MAX_PENDING) refuse({ code: 'too_many_pending', pending })
  const revision = optimizer.revision + 1
  const recorded = { ...input, revision, step, ...circumstances }
  const accepted = { ...optimizer, revision, pending: [...optimizer.pending, recorded] }
  refuseValueless(accepted, recorded)
  return accepted
}

/** Refuses what has no value even at its own first step. What others lack there is not its fault. */
function refuseValueless(accepted: Optimizer, input: Input): void {
  if (input.kind !== 'scheduler_attached' && input.kind !== 'group_added') return
  // What acts later is tried as things stand: what will be by then, nobody knows yet.
  const { state, pending } = accepted
  const before = { ...state, step: input.step - 1 }
  try {
    advance(before, pending, input.step)
  } catch (error) {
    if (!(error instanceof Refusal) || isOf(error.problem, input)) throw error
  }
}

/** Whether it is the group that was added, or the scheduler that was attached, that has no value. */
function isOf(problem: Problem, input: Input): boolean {
  if ('edit' in problem) return false
  if (!('scheduler' in problem) || !('group' in problem)) return true
  if (input.kind === 'scheduler_attached') return input.scheduler.name === problem.scheduler
  return input.kind === 'group_added' && input.group.name === problem.group
}

/** Torch's add_param_group, by name. */
export function addGroup(
  optimizer: Optimizer,
  body: GroupBody,
  step = earliest(optimizer),
): Unrecorded {
  const { groups } = outlookAt(optimizer, step)
  const { schedulers } = outlook(optimizer)
  const coming = outlook(optimizer).groups.filter(({ effectiveStep = 0 }) => effectiveStep > step)
  if ([...groups, ...coming].some(({ name }) => name === body.name)) {
    refuse({ code: 'group_exists', group: body.name })
  }
  const group = groupOf(body, optimizer.definition.defaults)
  refuseFaults(groupFaults(group))
  const members = [...groups, ...coming, memberOf(group)]
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

/** Takes a group away. An optimizer keeps at least one at every step. */
export function removeGroup(
  optimizer: Optimizer,
  group: string,
  step = earliest(optimizer),
): Unrecorded {
  groupNamed(outlookAt(optimizer, step).groups, group)
  const later = optimizer.pending.filter((input) => input.kind === 'group_removed')
  const steps = [step, ...later.map((input) => input.step).filter((each) => each > step)]
  const isLast = (at: number) =>
    outlookAt(optimizer, at).groups.every(({ name }) => name === group)
  if (steps.some(isLast)) refuse({ code: 'last_group', group })
  return { kind: 'group_removed', group }
}

/** Attaches a scheduler, naming it if the caller did not. */
export function attach(
  optimizer: Optimizer,
  input: SchedulerInput,
  step = earliest(optimizer),
): Unrecorded {
  const { groups } = outlookAt(optimizer, step)
  const all = outlook(optimizer)
  const around = { totalSteps: optimizer.definition.total_steps }
  const body = settle(input, around)
  if (Array.isArray(body)) return refuse({ code: 'invalid_request', errors: body })
  const others = all.schedulers.map(({ scheduler }) => scheduler)
  if (others.some(({ name }) => name === body.name)) {
    refuse({ code: 'scheduler_exists', scheduler: body.name! })
  }
  const most = `an optimizer has at most ${MAX_SCHEDULERS} schedulers: detach one first`
  refuseFaults(others.length < MAX_SCHEDULERS ? [] : [{ pointer: '', detail: most }])
  refuseFaults(asSent(input, body, schedulerFaults(body, groups, around)))
  refuseFaults(asSent(input, body, quorumFaults(body, others)))
  const coming = all.groups.filter(({ effectiveStep = 0 }) => effectiveStep > step)
  const covered = body.groups ? [] : coming
  refuseFaults(covered.flatMap((group) => joiningFaults(body, group, around)))
  refuseFaults(labourFaults([...others, body], [...groups, ...coming], around))
  const name = body.name ?? nameFor(body, others, [])
  const names = body.groups ?? groups.map((group) => group.name)
  return { kind: 'scheduler_attached', scheduler: { ...byName(body, names), name } }
}

/** Takes a scheduler away. Values stay as they are then. */
export function detach(optimizer: Optimizer, name: string, step = earliest(optimizer)): Unrecorded {
  schedulerNamed(outlookAt(optimizer, step).schedulers, name)
  return { kind: 'scheduler_detached', scheduler: name }
}

/** Where something that is to leave has not come yet, it leaves as it comes: it never was. */
export const stepOfLeaving = (
  optimizer: Optimizer,
  { effectiveStep = 0 }: { readonly effectiveStep?: number },
): number => Math.max(earliest(optimizer), effectiveStep)

/**
 * Takes back a change that has not acted yet.
 * @throws {Refusal} `edit_not_found` where there is none, and whatever keeps the others from going on
 *   without it.
 */
export function cancel(
  optimizer: Optimizer,
  revision: number,
  circumstances: Circumstances,
): { after: Optimizer; input: Input } {
  const { pending } = optimizer
  const taken = pending.find((each) => each.revision === revision)
  if (!taken || taken.kind === 'metric_decided') return refuse({ code: 'edit_not_found', revision })
  const cancelled = { kind: 'cancelled', cancelled: revision, step: taken.step } as const
  const input = { ...cancelled, revision: optimizer.revision + 1, ...circumstances }
  const rest = pending.filter((each) => each !== taken)
  const after = { ...optimizer, revision: input.revision, pending: rest }
  for (const { step } of rest) refuseClash(outlookAt(after, step))
  return { after, input }
}

/** Refuses two of one name, and no group at all. */
function refuseClash({ groups, schedulers }: Outlook): void {
  const group = groups.find(({ name }, at) => groups.some((each, i) => i < at && each.name === name))
  if (group) refuse({ code: 'group_exists', group: group.name })
  const names = schedulers.map(({ scheduler }) => scheduler.name)
  const twice = names.find((name, at) => names.indexOf(name) < at)
  if (twice !== undefined) refuse({ code: 'scheduler_exists', scheduler: twice })
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
