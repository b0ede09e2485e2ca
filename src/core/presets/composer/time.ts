import { z } from 'zod'
import { MAX_STEP, Step } from '../../number.ts'
import { PERCENT } from '../../schedules/duration.ts'
import type { OptimizerSettings } from '../../schedules/schedule.ts'
import { PresetRefusal } from '../preset.ts'
import { isLeftOut, runOf } from '../shape/parameters.ts'

const SHARE = /^(\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?dur$/
const BATCHES = /^\d{1,15}ba$/
const FORMS =
  'wanted a number of steps, such as 100 or "100ba", or a share, such as "10%" or "0.1dur"'

const isTime = (text: string) =>
  PERCENT.test(text) ||
  SHARE.test(text) ||
  (BATCHES.test(text) && Number.parseInt(text) <= MAX_STEP)

/** A time of Composer: batches, or a share of the run, truncated to whole batches. */
const Time = z.union([Step, z.string().refine(isTime, { error: FORMS })], { error: FORMS })

export type GivenTime = number | string

/** A parameter that is a time. */
export const time = (description: string) => Time.meta({ description })

/** The length of a schedule; default: the length of the run. */
export const T_MAX = {
  t_max: Time.nullable().optional().meta({
    description: 'Length of the schedule. Default: the optimizer’s total_steps.',
  }),
}

/**
 * A time in steps. Composer truncates a share of the run: "29%" of 100 is 28.
 * @throws {PresetRefusal} for a share of a run of unknown length.
 */
export function stepsOf(parameter: string, given: GivenTime, settings: OptimizerSettings): number {
  if (typeof given === 'number') return given
  if (BATCHES.test(given)) return Number.parseInt(given)
  const isPercent = given.endsWith('%')
  const share = isPercent ? Number(given.slice(0, -1)) / 100 : Number(given.slice(0, -3))
  return Math.trunc(share * runOf(parameter, undefined, settings))
}

/**
 * The same, at least one step.
 * @throws {PresetRefusal} for a time of no steps.
 */
export function lengthOf(parameter: string, given: GivenTime, settings: OptimizerSettings): number {
  const steps = stepsOf(parameter, given, settings)
  if (steps > 0) return steps
  throw new PresetRefusal(parameter, `evaluates to 0 steps, wanted at least one`)
}

/** The length of a schedule. */
export const maxOf = (given: GivenTime | null | undefined, settings: OptimizerSettings): number =>
  isLeftOut(given) ? runOf('t_max', given, settings) : lengthOf('t_max', given, settings)
