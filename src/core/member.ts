import { flatten, type Hyperparameters, type Values } from './hyperparameters.ts'

/** A group that a scheduler may drive. */
export interface Member {
  readonly name: string
  readonly values: Values
}

export const memberOf = (group: { name: string; hyperparameters: Hyperparameters }): Member => ({
  name: group.name,
  values: flatten(group.hyperparameters),
})
