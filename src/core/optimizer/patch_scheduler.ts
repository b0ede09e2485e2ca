import { z } from 'zod'
import type { Changes } from '../definition/patched.ts'
import { normalizeSettings } from '../definition/preset_context.ts'
import { ofGroups } from '../definition/by_group.ts'
import { quorumFaults } from '../definition/quorum.ts'
import { costFaults, schedulerFaults } from '../definition/scheduler_checks.ts'
import { isKnown, type WrittenChange } from '../definition/written.ts'
import { refuse, refuseFaults } from '../problem.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { NewInput } from './accept.ts'
import { findScheduler } from './changes.ts'
import { givenAt, type SentSchedulers } from './given_schedulers.ts'
import { patchFaults } from './later_changes.ts'
import { laterGroupFaults } from './later_groups.ts'
import { earliestStep, type Optimizer } from './optimizer.ts'
import { changeArguments, expansionOf, parsed } from './patch_arguments.ts'
import { fieldFaults, stepFaults } from './patch_faults.ts'
import { atParameters, changePreset, parametersOf, type PresetChange } from './patch_preset.ts'
import { allUpcoming, upcomingAt } from './upcoming.ts'
import { drives, type UpcomingGroup } from './upcoming_group.ts'

/** Arguments of a scheduler with new values. */
export const SchedulerPatchBody = z
  .record(z.string(), z.unknown())
  .refine((changes) => Object.keys(changes).length > 0, {
    error: 'nothing to change, wanted at least one argument',
  })
  .meta({
    id: 'SchedulerPatch',
    description:
      'Arguments of the scheduler with new values, e.g. {"T_max": 20000}; of a preset also its parameters, e.g. {"num_training_steps": 20000}.',
  })
export type SchedulerPatchBody = z.infer<typeof SchedulerPatchBody>

/**
 * The first step that a scheduler can take with other arguments: after the one of its construction.
 * @throws {Refusal} `scheduler_not_found`.
 */
export function firstPatchStep(optimizer: Optimizer, name: string): number {
  const { effectiveStep = 0 } = findScheduler(allUpcoming(optimizer).schedulers, name)
  return Math.max(earliestStep(optimizer), effectiveStep + 1)
}

/**
 * Other arguments of a scheduler from a step on: what the assignment of its attributes does in torch.
 * Those of a preset may be given by its parameters.
 * @param sent the schedulers of the registration, where what they were given as is not stored.
 * @throws {Refusal} `scheduler_not_found`, `invalid_request`.
 */
export function patchScheduler(
  optimizer: Optimizer,
  { name, body }: { readonly name: string; readonly body: SchedulerPatchBody },
  step: number,
  sent?: SentSchedulers,
): NewInput {
  const { groups, schedulers, totalSteps } = givenAt(optimizer, step, sent)
  const found = findScheduler(schedulers, name)
  const { scheduler } = found
  const given = partsOf(scheduler, body)
  refuseFaults([
    ...stepFaults(step, firstPatchStep(optimizer, name)),
    ...Object.entries(given.arguments).flatMap(fieldFaults(scheduler)),
  ])
  const settings = normalizeSettings(optimizer.definition, groups, totalSteps)
  const names = drivenNames(scheduler, groups)
  const isByParameters = Object.keys(given.parameters).length > 0
  const change = isByParameters ? changePreset : changeArguments
  // The arguments of groups that have been removed are kept, but not wanted.
  const present = { ...ofGroups(scheduler, (group) => names.includes(group)), name }
  const changed = change(present, given, settings, names)
  if (Array.isArray(changed)) return refuse({ code: 'invalid_request', errors: changed })
  const { after, changes, written } = changed
  if (isByParameters) parsed(expansionOf(after))
  // Only its construction wants an initial_lr in the groups.
  const { last_epoch: _begun, ...continued } = after
  const faults = schedulerFaults({ ...continued, groups: names }, groups, settings)
  refuseFaults(isByParameters ? atParameters(faults, given) : faults)
  const others = schedulers.map((each) => each.scheduler).filter((each) => each !== scheduler)
  refuseFaults(quorumFaults(after, others))
  refuseFaults(costFaults([...others, after], groups, settings))
  const all = {
    changes,
    ...(written && { written: withAdopted(optimizer, scheduler, written, step) }),
  }
  refuseFaults(patchFaults(optimizer, name, all, step))
  const later = { ...found, scheduler: { ...scheduler, ...changes, name } }
  refuseFaults(laterGroupFaults(optimizer, later, step))
  return { kind: 'scheduler_patched', scheduler: name, ...all }
}

/** The driven groups in the order of lists by group: that of the scheduler's `groups`, if it has any. */
function drivenNames(scheduler: Scheduler, groups: readonly UpcomingGroup[]): string[] {
  const driven = groups.filter((group) => drives(scheduler, group)).map(({ name }) => name)
  if (!scheduler.groups) return driven
  const present = new Set(driven)
  return scheduler.groups.filter((name) => present.has(name))
}

/** The parameters of the preset; and the other fields, which are arguments of what it stands for. */
function partsOf(scheduler: Scheduler, body: SchedulerPatchBody): PresetChange {
  const own = scheduler.written?.parameters === undefined ? [] : parametersOf(scheduler)
  const [parameters, others] = [true, false].map((isOwn) =>
    Object.fromEntries(Object.entries(body).filter(([name]) => own.includes(name) === isOwn)),
  ) as [Changes, Changes]
  return { parameters, arguments: others }
}

/** With everything that a scheduler was given as, if only the request of its registration has that. */
function withAdopted(
  optimizer: Optimizer,
  { name, written: given = {} }: Scheduler,
  change: WrittenChange,
  step: number,
): WrittenChange {
  const { scheduler } = findScheduler(upcomingAt(optimizer, step).schedulers, name)
  if (isKnown(scheduler.written)) return change
  const { parameters, arguments: own } = given
  return {
    ...change,
    ...(parameters && { parameters: { ...parameters, ...change.parameters } }),
    arguments: { ...own, ...change.arguments },
  }
}
