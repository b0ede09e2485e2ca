import { z } from 'zod'
import { normalize } from '../definition/normalize.ts'
import { normalizeSettings } from '../definition/preset_context.ts'
import type { Changes } from '../definition/patched.ts'
import { keyedByGroupName } from '../definition/per_group_arguments.ts'
import { costFaults, schedulerFaults } from '../definition/scheduler_checks.ts'
import { oneOf, pointer, refuse, refuseFaults, type Fault } from '../problem.ts'
import { faultsOf, schemaErrorMap } from '../definition/schema_faults.ts'
import { SchedulerBody } from '../definition/scheduler_schemas.ts'
import {
  argumentsOf,
  scheduleOf,
  type Scheduler,
  type SchedulerBody as Body,
} from '../schedules/catalogue.ts'
import type { NewInput } from './accept.ts'
import { findScheduler } from './changes.ts'
import { earliestStep, type Optimizer } from './optimizer.ts'
import { allUpcoming, upcomingAt } from './upcoming.ts'
import { drives } from './upcoming_group.ts'

/** Arguments of a scheduler with new values. */
export const SchedulerPatchBody = z
  .record(z.string(), z.unknown())
  .refine((changes) => Object.keys(changes).length > 0, {
    error: 'nothing to change, wanted at least one argument',
  })
  .meta({
    id: 'SchedulerPatch',
    description: 'Arguments of the scheduler with new values, e.g. {"T_max": 20000}.',
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
 * @throws {Refusal} `scheduler_not_found`, `invalid_request`.
 */
export function patchScheduler(
  optimizer: Optimizer,
  name: string,
  body: SchedulerPatchBody,
  step: number,
): NewInput {
  const { groups, schedulers } = upcomingAt(optimizer, step)
  const { scheduler } = findScheduler(schedulers, name)
  refuseFaults([
    ...stepFaults(step, firstPatchStep(optimizer, name)),
    ...Object.entries(body).flatMap(fieldFaults(scheduler)),
  ])
  const settings = normalizeSettings(optimizer.definition, groups)
  const changed = normalize(parsed({ ...scheduler, ...body }), settings)
  if (Array.isArray(changed)) return refuse({ code: 'invalid_request', errors: changed })
  const driven = groups.filter((group) => drives(scheduler, group))
  const names = driven.map((group) => group.name)
  refuseFaults(schedulerFaults({ ...changed, groups: names }, groups, settings))
  const others = schedulers.map((each) => each.scheduler).filter((each) => each !== scheduler)
  refuseFaults(costFaults([...others, changed], groups, settings))
  const named = keyedByGroupName(changed, names)
  const changes = Object.fromEntries(Object.keys(body).map((key) => [key, named[key]] as const))
  return { kind: 'scheduler_patched', scheduler: name, changes }
}

function parsed(changed: object): Body {
  const { data, error } = SchedulerBody.safeParse(changed, {
    error: schemaErrorMap,
    reportInput: true,
  })
  return data ?? refuse({ code: 'invalid_request', errors: faultsOf(error.issues) })
}

const stepFaults = (step: number, first: number): Fault[] => {
  const detail = `given ${step}, but the scheduler is constructed at ${first - 1}, wanted at least ${first}`
  return step >= first ? [] : [{ pointer: '/at_step', detail }]
}

/** The fields of every scheduler, except its bounds: they say what it is, not how it goes on. */
const IDENTITY = ['type', 'preset', 'name', 'groups', 'param', 'every', 'last_epoch']

const fieldFaults =
  (scheduler: Scheduler) =>
  ([name, value]: [string, Changes[string]]): Fault[] => {
    const { fixed = [], nestingField } = scheduleOf(scheduler.type)
    const nested = nestingField === undefined ? [] : [nestingField.replace('?', '')]
    const unchangeable = [...IDENTITY, ...fixed, ...nested]
    const known = Object.keys(argumentsOf(scheduler.type)).filter((each) => !fixed.includes(each))
    const at = pointer([name])
    if (unchangeable.includes(name)) {
      const detail = `"${name}" of ${scheduler.type} cannot change after its construction, wanted ${wantedOf(known)}; or detach the scheduler and attach another one`
      return [{ pointer: at, detail }]
    }
    if (!known.includes(name)) {
      return [{ pointer: at, detail: `unknown argument "${name}", wanted ${wantedOf(known)}` }]
    }
    return value === null ? [{ pointer: at, detail: 'given null, wanted a value' }] : []
  }

const wantedOf = (known: readonly string[]) => (known.length === 0 ? 'none' : oneOf(known))
