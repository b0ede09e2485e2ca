import type { z } from 'zod'
import { groupNamed, schedulerNamed } from '../core/changes.ts'
import type { Values } from '../core/hyperparameters.ts'
import { wideOf } from '../core/number.ts'
import type { Optimizer } from '../core/optimizer.ts'
import {
  outlook,
  shaped,
  type Outlook,
  type OutlookGroup,
  type OutlookScheduler,
} from '../core/outlook.ts'
import { covers } from '../core/scheduler.ts'
import type { Advanced, Blocked } from '../operations/advance.ts'
import type { Rates } from '../operations/rates.ts'
import type { Summary } from '../storage/store.ts'
import type {
  AdvancedAnswer,
  BlockedAnswer,
  GroupAnswer,
  OptimizerAnswer,
  RatesAnswer,
  SchedulerAnswer,
} from './contract/answers.ts'

/** Domain objects as answers write them. */

export function optimizerAnswer(optimizer: Optimizer): z.infer<typeof OptimizerAnswer> {
  const { id, createdAt, definition, revision, generation, cursor, sealedThrough } = optimizer
  const { defaults, total_steps, labels } = definition
  const seen = outlook(optimizer)
  return {
    id,
    revision,
    generation,
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
  const { name, values, marks, effectiveStep, pending } = seen
  const { lr, ...others } = shaped(values)
  return {
    name,
    lr: lr as number,
    initial_lr: lr as number,
    ...marks,
    ...others,
    ...effective(effectiveStep),
    ...(pending.length === 0
      ? {}
      : { pending: pending.map((edit) => ({ ...edit, set: settable(edit.set, values) })) }),
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
  return { name, type, ...given, groups: driven, ...effective(seen.effectiveStep) }
}

const effective = (step: number | undefined) => (step === undefined ? {} : { effective_step: step })

export function ratesAnswer(rates: Rates): z.infer<typeof RatesAnswer> {
  const { optimizer, revision, step, groups } = rates
  return {
    optimizer: optimizer.id,
    generation: optimizer.generation,
    revision,
    step,
    sealed_through: optimizer.sealedThrough,
    groups: groups.map(({ name, hyperparameters }) => {
      const { lr, ...others } = hyperparameters
      return { name, lr: lr as number, ...others }
    }),
  }
}

export function advancedAnswer(advanced: Advanced): z.infer<typeof AdvancedAnswer> {
  const { decisions } = advanced
  if (decisions.length === 0) return ratesAnswer(advanced)
  const metrics = decisions.map(
    ({ metric, value, step }) => [metric, { value: wideOf(value), effective_step: step }] as const,
  )
  return { ...ratesAnswer(advanced), metrics: Object.fromEntries(metrics) }
}

export const blockedAnswer = ({
  optimizer: { id, generation, cursor, sealedThrough },
  blockedOn,
}: Blocked): z.infer<typeof BlockedAnswer> => ({
  optimizer: id,
  generation,
  step: cursor,
  sealed_through: sealedThrough,
  blocked_on: [...blockedOn],
})
