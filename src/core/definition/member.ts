import type { Group } from './group.ts'
import { flatten, type Values } from '../hyperparameters.ts'
import { initialKey } from '../schedules/rule.ts'

/** A group that a scheduler may drive. */
export interface Member {
  readonly name: string
  readonly values: Values
  /** What schedulers left in it, or the caller gave: `initial_lr`. */
  readonly groupExtras: Values
}

export const memberOf = ({ name, hyperparameters, initialLr }: Group): Member => ({
  name,
  values: flatten(hyperparameters),
  groupExtras: initialLr === undefined ? {} : { initial_lr: initialLr },
})

/** What a scheduler of a hyperparameter starts from in a group. */
export const baseOf = ({ values, groupExtras }: Member, param: string): number =>
  groupExtras[initialKey(param)] ?? values[param]!
