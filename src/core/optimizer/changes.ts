import type { NewInput } from './accept.ts'
import { attachFaults } from './later_changes.ts'
import { earliestStep, type Optimizer } from './optimizer.ts'
import { allUpcoming, upcomingAt } from './upcoming.ts'
import { refuse, refuseFaults } from '../problem.ts'
import { quorumFaults } from '../definition/quorum.ts'
import { MAX_SCHEDULERS, nameFor } from '../definition/registration.ts'
import { newGroupFaults, costFaults, schedulerFaults } from '../definition/scheduler_checks.ts'
import { inCallersTerms, normalize } from '../definition/normalize.ts'
import { normalizeSettings } from '../definition/preset_context.ts'
import type { SchedulerOrPreset } from '../definition/scheduler_schemas.ts'
import { namedScheduler } from '../definition/written.ts'

/** The groups or schedulers added after a step. */
export const effectiveAfter = <T extends { readonly effectiveStep?: number }>(
  step: number,
  all: readonly T[],
): readonly T[] => all.filter(({ effectiveStep = 0 }) => effectiveStep > step)

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
  input: SchedulerOrPreset,
  step = earliestStep(optimizer),
): NewInput {
  const { groups, schedulers, totalSteps } = upcomingAt(optimizer, step)
  const all = allUpcoming(optimizer)
  const settings = normalizeSettings(optimizer.definition, groups, totalSteps)
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
  const scheduler = namedScheduler(body, name, names)
  refuseFaults(attachFaults(optimizer, scheduler, step, names))
  return { kind: 'scheduler_attached', scheduler }
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
export function findGroup<G extends { readonly name: string }>(
  groups: readonly G[],
  name: string,
): G {
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
