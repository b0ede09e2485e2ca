import type { z } from 'zod'
import { groupNamed, schedulerNamed } from '../../core/optimizer/changes.ts'
import type { Values } from '../../core/hyperparameters.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import {
  outlook,
  shaped,
  type Outlook,
  type OutlookGroup,
  type OutlookScheduler,
  type PendingEdit,
} from '../../core/optimizer/upcoming.ts'
import { covers } from '../../core/definition/scheduler.ts'
import type { Summary } from '../../storage/store.ts'
import type { GroupAnswer, OptimizerAnswer, SchedulerAnswer } from '../contract/optimizers.ts'

/** An optimizer, its groups and its schedulers, as answers write them. */

export function optimizerAnswer(optimizer: Optimizer): z.infer<typeof OptimizerAnswer> {
  const { id, createdAt, definition, revision, generation, cursor, sealedThrough } = optimizer
  const { defaults, total_steps, labels } = definition
  const seen = outlook(optimizer)
  return {
    id,
    revision,
    generation: generation.number,
    step: cursor,
    sealed_through: sealedThrough,
    groups: seen.groups.map(group),
    schedulers: seen.schedulers.map((each) => scheduler(each, seen)),
    ...(Object.keys(defaults).length === 0 ? {} : { defaults }),
    ...(total_steps === undefined ? {} : { total_steps }),
    labels,
    created_at: createdAt,
  }
}

export const summaryAnswer = ({ id, createdAt, labels, ...at }: Summary) => ({
  id,
  revision: at.revision,
  generation: at.generation,
  step: at.cursor,
  sealed_through: at.sealedThrough,
  labels,
  created_at: createdAt,
})

export const groupAnswers = (optimizer: Optimizer) => outlook(optimizer).groups.map(group)

export const groupAnswer = (optimizer: Optimizer, name: string) =>
  group(groupNamed(outlook(optimizer).groups, name))

export function schedulerAnswers(optimizer: Optimizer) {
  const seen = outlook(optimizer)
  return seen.schedulers.map((each) => scheduler(each, seen))
}

export function schedulerAnswer(optimizer: Optimizer, name: string) {
  const seen = outlook(optimizer)
  return scheduler(schedulerNamed(seen.schedulers, name), seen)
}

function group(seen: OutlookGroup): z.infer<typeof GroupAnswer> {
  const { name, values, marks, pending } = seen
  const { lr, ...others } = shaped(values)
  return {
    name,
    lr: lr as number,
    initial_lr: lr as number,
    ...marks,
    ...others,
    ...stay(seen),
    ...(pending.length === 0 ? {} : { pending: pending.map((edit) => edited(edit, values)) }),
  }
}

function edited({ revision, step, set, scale, reason }: PendingEdit, values: Values) {
  return {
    revision,
    step,
    set: settable(set, values),
    ...(scale === undefined ? {} : { scale }),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** What an edit sets, as it was sent: whole hyperparameters in their shape, all else by its path. */
function settable(set: Values, values: Values) {
  const isWhole = ([path]: [string, number]) => {
    const [key] = path.split('.')
    const elements = Object.keys(values).filter((each) => each.split('.')[0] === key)
    return elements.length > 0 && elements.every((each) => Object.hasOwn(set, each))
  }
  const whole = Object.entries(set).filter(isWhole)
  const parts = Object.entries(set).filter((entry) => !isWhole(entry))
  return { ...shaped(Object.fromEntries(whole)), ...Object.fromEntries(parts) }
}

function scheduler(seen: OutlookScheduler, { groups }: Outlook): z.infer<typeof SchedulerAnswer> {
  const { name, type, groups: _named, ...given } = seen.scheduler
  const driven = groups.map((each) => each.name).filter((each) => covers(seen.scheduler, each))
  return { name, type, ...given, groups: driven, ...stay(seen) }
}

/** Since when something is there, where it is still to come, and when it goes, where it will. */
const stay = ({ effectiveStep, untilStep }: Pick<OutlookGroup, 'effectiveStep' | 'untilStep'>) => ({
  ...(effectiveStep === undefined ? {} : { effective_step: effectiveStep }),
  ...(untilStep === undefined ? {} : { until_step: untilStep }),
})
