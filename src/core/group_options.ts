import { z } from 'zod'
import { HyperparameterName, hyperparameterOf, type Hyperparameters } from './hyperparameters.ts'
import { Finite } from './number.ts'

const Text = z
  .string()
  .max(256)
  .refine((text) => text.isWellFormed(), { error: 'wanted a text without lone surrogates' })

const Plain = z.union([z.boolean(), z.null(), Text])
const List = z
  .array(z.union([Finite, Plain]).meta({ id: 'GroupOptionItem' }))
  .min(1)
  .max(64)

/**
 * A value of a group that is neither a number nor a list of numbers, such as `amsgrad`, `foreach`,
 * or Adafactor's `eps`. It is kept as it is, and no scheduler and no edit changes it.
 */
const Constant = z.union([Plain, List])

/** Constants by name. */
export const Constants = z.record(HyperparameterName, Constant)
export type Constants = Readonly<z.infer<typeof Constants>>

/** A value of one of torch's param_groups: a hyperparameter or a constant. */
export const GroupOption = z
  .union([Finite, Plain, List], {
    error:
      'wanted a finite number, true, false, null, a text of at most 256 characters, or a list of 1 to 64 of these',
  })
  .meta({
    id: 'GroupOption',
    description:
      'A number or a list of numbers, which schedulers and edits may change, or a constant: true, false, null, a text, or a list with one of these.',
  })

/** Hyperparameters and constants by name, as in one of torch's param_groups. */
export const GroupOptions = z.record(HyperparameterName, GroupOption)
export type GroupOptions = Readonly<z.infer<typeof GroupOptions>>

/** The hyperparameters of a group, and its constants if it has any. */
export interface SplitOptions {
  readonly hyperparameters: Hyperparameters
  readonly constants?: Constants | undefined
}

/** Separates the numbers, which schedulers may drive, from the constants. */
export function splitOptions(options: GroupOptions): SplitOptions {
  const entries = Object.entries(options)
  const constants = entries.filter(([, value]) => !isNumeric(value))
  const hyperparameters = Object.fromEntries(entries.filter(([, value]) => isNumeric(value)))
  return {
    hyperparameters: hyperparameters as Hyperparameters,
    ...(constants.length === 0 ? {} : { constants: Object.fromEntries(constants) as Constants }),
  }
}

const isNumeric = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isNumber) : isNumber(value)

const isNumber = (value: unknown) => typeof value === 'number'

/** Whether a path is that of a constant of a group, or of an element of one. */
export const hasConstant = (
  { constants = {} }: { readonly constants?: Constants | undefined },
  path: string,
): boolean => Object.hasOwn(constants, hyperparameterOf(path))
