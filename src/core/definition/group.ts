import { z } from 'zod'
import { Hyperparameter, HyperparameterName, type Hyperparameters } from '../hyperparameters.ts'
import { Name } from '../name.ts'
import { Finite } from '../number.ts'
import { pointer, type Fault } from '../problem.ts'

/**
 * A parameter group as clients send it: its name and its numeric hyperparameters, each under
 * torch's name. The schema lists only the most common hyperparameters.
 */
export const GroupBody = z
  .object({
    name: Name,
    lr: Finite.optional().meta({ description: 'Default: `defaults.lr`.' }),
    initial_lr: Finite.optional().meta({
      description:
        'The value from which schedules start; default: lr when the first schedule is attached.',
    }),
    momentum: Finite.optional(),
    dampening: Finite.optional(),
    weight_decay: Finite.optional(),
    betas: z.array(Finite).min(1).max(64).optional(),
    eps: Finite.optional(),
  })
  .catchall(Hyperparameter)
  .meta({
    id: 'Group',
    description:
      'A parameter group. Any further field is a hyperparameter: a number or a list of numbers.',
    // With a schema of numbers, generated clients could not type a group: its name is a string.
    additionalProperties: true,
  })

export interface GroupBody {
  readonly name: string
  readonly initial_lr?: number | undefined
  readonly [hyperparameter: string]: unknown
}

/** A group with all its hyperparameters, defaults included. */
export interface Group {
  readonly name: string
  readonly initialLr?: number | undefined
  readonly hyperparameters: Hyperparameters
}

/** Fills in the optimizer's defaults, as torch's add_param_group does. */
export function groupOf(body: GroupBody, defaults: Hyperparameters): Group {
  const { name, initial_lr: initialLr, ...given } = body
  const hyperparameters = { ...defaults, ...(given as Hyperparameters) }
  return { name, initialLr, hyperparameters }
}

/** The most hyperparameters of a group. */
const MAX_HYPERPARAMETERS = 64

/** The faults of a group. */
export function groupFaults({ name, hyperparameters }: Group): Fault[] {
  const count = Object.keys(hyperparameters).length
  if (count > MAX_HYPERPARAMETERS) {
    const detail = `given ${count} hyperparameters, wanted at most ${MAX_HYPERPARAMETERS}`
    return [{ pointer: '', detail }]
  }
  const badNames = Object.keys(hyperparameters).flatMap((key) => {
    const { error } = HyperparameterName.safeParse(key)
    return error
      ? [{ pointer: pointer([key]), detail: `"${key}" ${error.issues[0]!.message}` }]
      : []
  })
  if (typeof hyperparameters['lr'] === 'number') return badNames
  const detail = `group "${name}" has no lr, wanted a number here or in defaults.lr`
  return [...badNames, { pointer: '/lr', detail }]
}
