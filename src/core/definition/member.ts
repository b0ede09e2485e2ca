import type { Group } from './group.ts'
import type { Constants } from '../group_options.ts'
import { flatten, type Values } from '../hyperparameters.ts'
import type { SchedulerBody } from '../schedules/catalogue.ts'
import { initialKey } from '../schedules/rule.ts'
import { covers, paramOf } from './scheduler.ts'

/** The part of a group that the checks of a scheduler need. */
export interface Member {
  readonly name: string
  readonly values: Values
  /** Extra keys from schedulers, or from the caller: `initial_lr`. */
  readonly groupExtras: Values
  readonly constants?: Constants | undefined
}

export const memberOf = ({ name, hyperparameters, initialLr, constants }: Group): Member => ({
  name,
  values: flatten(hyperparameters),
  groupExtras: initialLr === undefined ? {} : { initial_lr: initialLr },
  constants,
})

/** The base value of a hyperparameter for a new scheduler on a group. */
export const baseOf = ({ values, groupExtras }: Member, param: string): number =>
  groupExtras[initialKey(param)] ?? values[param]!

/** A group after the construction of a scheduler, which leaves the initial value in it. */
export function withInitialValue<M extends Member>(scheduler: SchedulerBody, member: M): M {
  const key = initialKey(paramOf(scheduler))
  const { name, groupExtras, values } = member
  const value = values[paramOf(scheduler)]
  if (!covers(scheduler, name) || !readsInitialValue(scheduler) || value === undefined)
    return member
  return { ...member, groupExtras: { [key]: value, ...groupExtras } }
}

/** A scheduler that only reports step neither reads nor writes the initial value. */
const readsInitialValue = (scheduler: SchedulerBody): boolean =>
  typeof scheduler['monitor'] !== 'string'
