import { z } from 'zod'
import { faultsOf, schemaErrorMap } from './schema_faults.ts'
import {
  GroupOption,
  splitOptions,
  type GroupOptions,
  type SplitOptions,
} from '../group_options.ts'
import type { GroupArguments } from './late_arguments.ts'
import { HyperparameterName } from '../hyperparameters.ts'
import { GroupName, Name } from '../name.ts'
import { Finite } from '../number.ts'
import { pointer, type Fault } from '../problem.ts'

/**
 * A parameter group as clients send it: its name and its hyperparameters, each under torch's name.
 * The schema lists only the most common of them; `groupFaults` checks the others.
 */
export const GroupBody = z
  .object({
    name: GroupName,
    lr: Finite.optional().meta({ description: 'Default: `defaults.lr`.' }),
    initial_lr: Finite.optional().meta({
      description:
        'The value from which schedules start; default: lr when the first schedule is attached.',
    }),
    momentum: Finite.optional(),
    dampening: Finite.optional(),
    weight_decay: Finite.optional(),
    betas: z.array(Finite).min(1).max(64).optional(),
    eps: GroupOption.optional(),
  })
  .catchall(z.unknown())
  .meta({
    id: 'Group',
    description:
      'A parameter group, as in torch, without its `params`. Any further field is a hyperparameter, a number or a list of numbers, or a constant: true, false, null, a text, or a list that has one of these.',
    // With a schema of numbers, generated clients could not type a group: its name is a string.
    additionalProperties: true,
  })

export interface GroupBody {
  readonly name: string
  readonly initial_lr?: number | undefined
  readonly [hyperparameter: string]: unknown
}

const Joining = z.enum(['join', 'restart', 'none']).meta({ id: 'Joining' })

/** A group that is added to an optimizer: how it meets the schedulers, and its arguments of them. */
export const AddedGroupBody = GroupBody.extend({
  schedulers: Joining.default('join').meta({
    description:
      'How it meets the schedulers that cover it. `join`: it continues at their epoch from its own values, as after torch\u2019s add_param_group; `restart`: they are constructed on it at that step; `none`: they do not drive it.',
  }),
  arguments: z
    .record(Name, z.record(z.string(), z.unknown()))
    .default({})
    .meta({
      description:
        'Its own arguments of schedulers, by the name of the scheduler: required where a scheduler has arguments by group.',
      examples: [{ 'StepLR-1': { gamma: 0.5 } }],
    }),
}).meta({
  id: 'AddedGroup',
  description: 'A parameter group to add, and how it meets the schedulers that cover it.',
  additionalProperties: true,
})
export type AddedGroupBody = GroupBody & {
  readonly schedulers?: 'join' | 'restart' | 'none' | undefined
  readonly arguments?: GroupArguments | undefined
}

/** A group with all its hyperparameters and constants, defaults included. */
export interface Group extends SplitOptions {
  readonly name: string
  readonly initialLr?: number | undefined
}

/** Fills in the optimizer's defaults, as torch's add_param_group does. */
export function groupOf(body: GroupBody, defaults: GroupOptions): Group {
  const { name, initial_lr: initialLr, ...given } = body
  // Values of the wrong type are among the constants, where `groupFaults` finds them.
  return { name, initialLr, ...splitOptions({ ...defaults, ...(given as GroupOptions) }) }
}

/** A group in the form of a request. */
export const groupFields = ({ name, initialLr, hyperparameters, constants }: Group) => ({
  name,
  ...(initialLr === undefined ? {} : { initial_lr: initialLr }),
  ...hyperparameters,
  ...constants,
})

/** The most hyperparameters and constants of a group. */
const MAX_OPTIONS = 64

/** The faults of a group. */
export function groupFaults({ name, hyperparameters, constants }: Group): Fault[] {
  const options = Object.entries({ ...hyperparameters, ...constants })
  if (options.length > MAX_OPTIONS) {
    const detail = `given ${options.length} hyperparameters, wanted at most ${MAX_OPTIONS}`
    return [{ pointer: '', detail }]
  }
  const faults = options.flatMap(([key, value]) => optionFaults(key, value))
  if (typeof hyperparameters['lr'] === 'number') return faults
  const detail = `group "${name}" has no lr, wanted a number here or in defaults.lr`
  return [...faults, { pointer: '/lr', detail }]
}

/** The fault of the name of a value or, if it has none, of the value. */
function optionFaults(key: string, value: unknown): Fault[] {
  const { error: badName } = HyperparameterName.safeParse(key)
  if (badName) {
    return [{ pointer: pointer([key]), detail: `"${key}" ${badName.issues[0]!.message}` }]
  }
  const options = { error: schemaErrorMap, reportInput: true }
  const { error } = GroupOption.safeParse(value, options)
  return error ? faultsOf(error.issues, [key]) : []
}
