import type { Group } from './group.ts'
import { flatten, type Values } from '../hyperparameters.ts'
import { initialMark } from '../trajectory/slot.ts'

/** A group that a scheduler may drive. */
export interface Member {
  readonly name: string
  readonly values: Values
  /** What schedulers left in it, or the caller gave: `initial_lr`. */
  readonly marks: Values
}

export const memberOf = ({ name, hyperparameters, initialLr }: Group): Member => ({
  name,
  values: flatten(hyperparameters),
  marks: initialLr === undefined ? {} : { initial_lr: initialLr },
})

/** What a scheduler of a hyperparameter starts from in a group. */
export const baseOf = ({ values, marks }: Member, param: string): number =>
  marks[initialMark(param)] ?? values[param]!
