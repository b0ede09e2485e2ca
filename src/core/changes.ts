import { z } from 'zod'
import { byName } from './by_group.ts'
import { type GroupBody, groupFaults, groupOf } from './group.ts'
import type { Input } from './input.ts'
import { Finite } from './number.ts'
import type { Optimizer } from './optimizer.ts'
import { outlook, type OutlookGroup } from './outlook.ts'
import {
  oneOf,
  pointer,
  refuse,
  Refusal,
  refuseFaults,
  type Fault,
  type Problem,
} from './problem.ts'
import { MAX_SCHEDULERS, nameFor } from './registration.ts'
import { labourFaults, memberOf, schedulerFaults } from './scheduler_faults.ts'
import { settle, type SchedulerInput } from './settle.ts'
import { advance } from './trajectory.ts'

/** New values for some of a group's hyperparameters; `initial_lr` rebases its schedules. */
export const EditBody = z
  .record(z.string(), z.union([Finite, z.array(Finite)]))
  .refine((set) => Object.keys(set).length > 0, { error: 'nothing to set, wanted at least one' })
  .meta({ id: 'GroupEdit', description: 'Hyperparameters to set, e.g. {"lr": 0.05}.' })
export type EditBody = z.infer<typeof EditBody>

type Unrecorded<I = Input> = I extends Input ? Omit<I, 'revision' | 'step' | 'recordedAt'> : never

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
  if (pending >= MAX_PENDING) refuse({ code: 'too_many_pending', pending })
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
  const uncovered = schedulers.filter(({ scheduler }) => {
    return scheduler.groups === undefined && schedulerFaults(scheduler, members, around).length > 0
  })
  refuseFaults(
    uncovered.map(({ scheduler }) => ({
      pointer: '/name',
      detail: `scheduler "${scheduler.name}" drives all groups but cannot drive "${body.name}": ${schedulerFaults(scheduler, members, around)[0]!.detail}; detach it first, and attach it anew`,
    })),
  )
  const driving = schedulers.map(({ scheduler }) => scheduler)
  refuseFaults(labourFaults(driving, members, around))
  return { kind: 'group_added', group }
}

/** Takes a group away. An optimizer keeps at least one. */
export function removeGroup(optimizer: Optimizer, group: string): Unrecorded {
  const { groups } = outlook(optimizer)
  groupNamed(groups, group)
  if (groups.length === 1) refuse({ code: 'last_group', group })
  return { kind: 'group_removed', group }
}

/** Sets some of a group's hyperparameters, each one that it has. */
export function editGroup(optimizer: Optimizer, name: string, body: EditBody): Unrecorded {
  const { values, marks } = groupNamed(outlook(optimizer).groups, name)
  const known = { initial_lr: 0, ...marks, ...values }
  refuseFaults(Object.entries(body).flatMap(([key, value]) => editFaults(key, value, known)))
  const set = Object.entries(body).flatMap(([key, value]) =>
    Array.isArray(value)
      ? value.map((element, index) => [`${key}.${index}`, element] as const)
      : [[key, value] as const],
  )
  return { kind: 'edited', groups: [name], set: Object.fromEntries(set) }
}

function editFaults(
  key: string,
  value: number | number[],
  known: Readonly<Record<string, number>>,
): Fault[] {
  const at = pointer([key])
  const length = Object.keys(known).filter((path) => path.startsWith(`${key}.`)).length
  if (!Object.hasOwn(known, key) && length === 0) {
    const keys = [...new Set(Object.keys(known).map((path) => path.split('.')[0]!))]
    return [{ pointer: at, detail: `the group has no "${key}", wanted ${oneOf(keys)}` }]
  }
  if (length === 0) {
    if (!Array.isArray(value)) return []
    return [{ pointer: at, detail: 'given a list, wanted a number' }]
  }
  if (Array.isArray(value) && value.length === length) return []
  const given = Array.isArray(value) ? `a list of ${value.length}` : 'a number'
  return [{ pointer: at, detail: `given ${given}, wanted a list of ${length}` }]
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
  refuseFaults(schedulerFaults(body, groups, around))
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
