import type { Group } from './group.ts'
import type { Constants } from '../group_options.ts'
import { flatten, type Values } from '../hyperparameters.ts'
import { initialKey } from '../schedules/rule.ts'

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
