import { z } from 'zod'
import { Finite } from './number.ts'

/** A numeric hyperparameter of a group, or a short list of them, such as Adam's betas. */
export const Hyperparameter = z.union([Finite, z.array(Finite).min(1).max(64)], {
  error: 'wanted a finite number, or a list of 1 to 64 finite numbers',
})

/** Field names of a group beside its hyperparameters: no hyperparameter may have such a name. */
const RESERVED = [
  'name',
  'initial_lr',
  'schedulers',
  'arguments',
  'pending',
  'multiply',
  'hold',
  'effective_step',
  'until_step',
  'warnings',
]

/** The tensors of one of torch's param_groups, and their names: the service has no use for them. */
const PARAMETERS = ['params', 'param_names']

/** The name of a hyperparameter: torch's names, and any other identifier. */
export const HyperparameterName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, {
    error: 'is not the name of a hyperparameter: wanted at most 64 letters, digits and _',
  })
  .refine((key) => !RESERVED.includes(key), {
    error: 'is not a hyperparameter: the name is reserved',
  })
  .refine((key) => !PARAMETERS.includes(key), {
    error: 'lists the parameters of the model, which remain with the trainer: wanted it left out',
  })

/** Hyperparameters by name, as in one of torch's param_groups. */
export const Hyperparameters = z.record(HyperparameterName, Hyperparameter)
export type Hyperparameters = z.infer<typeof Hyperparameters>

/** Hyperparameters with flattened lists, keyed by path: `lr`, `betas.0`, `betas.1`. */
export type Values = Readonly<Record<string, number>>

/** Flattens lists: `{betas: [0.9, 0.999]}` becomes `{'betas.0': 0.9, 'betas.1': 0.999}`. */
export function flatten(hyperparameters: Hyperparameters): Values {
  return Object.fromEntries(
    Object.entries(hyperparameters).flatMap(([key, value]) =>
      Array.isArray(value)
        ? value.map((element, index) => [`${key}.${index}`, element] as const)
        : [[key, value] as const],
    ),
  )
}

/** The hyperparameter to which a path belongs: `betas` for `betas.0`. */
export function hyperparameterOf(path: string): string {
  const dot = path.indexOf('.')
  return dot < 0 ? path : path.slice(0, dot)
}

/** The reverse of {@link flatten}, from paths and the value of each path. */
export function unflatten(
  paths: readonly string[],
  valueAt: (index: number) => number,
): Hyperparameters {
  // A Map, because a hyperparameter may have the name of a property of Object.prototype.
  const nested = new Map<string, number | number[]>()
  paths.forEach((path, index) => {
    const [key = path, element] = path.split('.')
    const list = nested.get(key)
    if (element === undefined) nested.set(key, valueAt(index))
    else if (Array.isArray(list)) list.push(valueAt(index))
    else nested.set(key, [valueAt(index)])
  })
  return Object.fromEntries(nested)
}
