import { refuseArithmetic, type Value } from './arithmetic.ts'

/** The variables of an expression, without the length of the run. */
export interface Variables {
  /** Steps of this scheduler since it was attached: a Python int. Also called `step`. */
  readonly epoch: number
  /** The group's current learning rate. */
  readonly lr: number
  /** The group's initial learning rate: torch's initial_lr. */
  readonly base_lr: number
  /** The current value of the driven hyperparameter: `lr`, or another one. */
  readonly value: number
  /** The initial value of the driven hyperparameter. */
  readonly base: number
  /** The argument of torch's scale_fn, if there is one: a Python int. */
  readonly x?: number
  /** The group's own factors; without a value, 1. */
  readonly lr_scale?: number | undefined
  readonly lr_mult?: number | undefined
  readonly wd_mult?: number | undefined
}

/**
 * Hyperparameters of a group that are factors of what a scheduler sets, by their names in timm,
 * fairseq and MAE (`lr_scale`), Megatron-LM and NeMo (`lr_mult`, `wd_mult`).
 */
export const GROUP_FACTORS = ['lr_scale', 'lr_mult', 'wd_mult'] as const

/** The variables, and the declared length of the run, if it is declared. */
export interface Scope extends Variables {
  readonly total_steps?: number | undefined
}

export type Evaluate = (scope: Scope) => Value

const epoch: Evaluate = (scope) => BigInt(scope.epoch)
const intIfDefined = (name: string, value: number | undefined) =>
  value === undefined ? refuseArithmetic(`${name} has no value here`) : BigInt(value)

/** The value of each variable. Counts are ints and rates are floats, as in Python. */
export const VARIABLES: ReadonlyMap<string, Evaluate> = new Map<string, Evaluate>([
  ['epoch', epoch],
  ['step', epoch],
  ['lr', (scope) => scope.lr],
  ['base_lr', (scope) => scope.base_lr],
  ['value', (scope) => scope.value],
  ['base', (scope) => scope.base],
  ['x', (scope) => intIfDefined('x', scope.x)],
  ['total_steps', (scope) => intIfDefined('total_steps', scope.total_steps)],
  ...GROUP_FACTORS.map((name): [string, Evaluate] => [name, (scope) => scope[name] ?? 1]),
])
