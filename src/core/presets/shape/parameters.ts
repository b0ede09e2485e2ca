import { z } from 'zod'
import { Name } from '../../name.ts'
import { MAX_STEP } from '../../number.ts'
import { shareAsText } from '../../schedules/duration.ts'
import type { OptimizerSettings } from '../../schedules/schedule.ts'
import { PresetRefusal } from '../preset.ts'

const Step = z.int({ error: shareAsText }).min(0).max(MAX_STEP)
const Steps = z.int({ error: shareAsText }).min(1).max(MAX_STEP)

/** A number of steps that may be 0. */
export const steps = (description: string) => Step.meta({ description, unit: 'steps' })

/** A number of steps, at least one. */
export const length = (description: string) => Steps.meta({ description, unit: 'steps' })

/** An optional number of steps: Python's None. */
export const optionalSteps = (description: string) =>
  Step.nullable().optional().meta({ description, unit: 'steps' })

/** An optional number of steps, at least one. */
export const optionalLength = (description: string) =>
  Steps.nullable().optional().meta({ description, unit: 'steps' })

/** The length of the run; default: the optimizer's total_steps. */
export const runLength = (description: string) =>
  optionalSteps(`${description} Default: the optimizer’s total_steps.`)

/** A rate, or another value of at least 0. */
export const rate = (description: string) => z.number().min(0).meta({ description })

/** An optional rate: Python's None. */
export const optionalRate = (description: string) =>
  z.number().min(0).nullable().optional().meta({ description })

/** Any number. */
export const number = (description: string) => z.number().meta({ description })

/** Any number, or Python's None. */
export const numberOrNone = (description: string) =>
  z.number().nullable().optional().meta({ description })

/** A number above 0: a power, a divisor, a factor. */
export const positive = (description: string) => z.number().positive().meta({ description })

/** A number above 0 and below 1. */
export const below1 = (description: string) => z.number().positive().lt(1).meta({ description })

/** A number from 0 to 1. */
export const share = (description: string) => z.number().min(0).max(1).meta({ description })

/** An optional number from 0 to 1: Python's None. */
export const optionalShare = (description: string) =>
  z.number().min(0).max(1).nullable().optional().meta({ description })

/** A whole number of at least one. */
export const count = (description: string) => z.int().min(1).max(1_000_000).meta({ description })

/** A boolean. */
export const flag = (description: string) => z.boolean().meta({ description })

/** One of several words of the library. */
export const word = <const Words extends readonly string[]>(words: Words, description: string) =>
  z.enum(words).meta({ description })

/** The metric that a plateau monitors. */
export const monitor = Name.meta({ description: 'The metric it monitors, e.g. "val_loss".' })

/** Whether a parameter is omitted, or given as Python's None. */
export const isLeftOut = (given: unknown): given is null | undefined =>
  given === undefined || given === null

/**
 * The length of the run: as given, or as the optimizer declares it.
 * @throws {PresetRefusal} without either.
 */
export function runOf(
  parameter: string,
  given: number | null | undefined,
  { totalSteps }: OptimizerSettings,
): number {
  const run = given ?? totalSteps
  if (run !== undefined && run > 0) return run
  const wanted = 'wanted the length of the run'
  if (run === 0) throw new PresetRefusal(parameter, `given 0 steps, ${wanted}`)
  throw new PresetRefusal(
    parameter,
    `omitted, and the optimizer declares no total_steps: ${wanted}`,
  )
}
