import { z } from 'zod'
import { float } from '../shape/expressions.ts'

const Size = z.number().positive()
const Stairs = z.int().min(0).max(1_000_000)

/** The parameters of DeepSpeed's cycle. */
export const CYCLE = {
  cycle_first_step_size: Size.meta({
    description: 'Steps of the first half.',
    unit: 'steps',
  }).default(2000),
  cycle_second_step_size: z
    .number()
    .min(0)
    .nullable()
    .optional()
    .meta({ description: 'Steps of the second half. Default: the same number.', unit: 'steps' }),
  cycle_first_stair_count: Stairs.meta({
    description: 'Stairs of the first half; 0 for a line.',
  }).default(0),
  cycle_second_stair_count: Stairs.nullable()
    .optional()
    .meta({ description: 'Stairs of the second half. Default: the same number.' }),
  decay_step_size: z
    .number()
    .min(0)
    .meta({ description: 'Steps of one decay after the cycle; 0 for no decay.', unit: 'steps' })
    .default(0),
}

interface Cycle {
  readonly cycle_first_step_size: number
  readonly cycle_second_step_size?: number | null | undefined
  readonly cycle_first_stair_count: number
  readonly cycle_second_stair_count?: number | null | undefined
}

/** The sizes of the two halves. */
function halvesOf(given: Cycle): readonly [first: number, second: number] {
  const first = given.cycle_first_step_size
  return [first, given.cycle_second_step_size ?? first]
}

/** The number of steps of the cycle. */
export const cycleSteps = (given: Cycle): number => {
  const [first, second] = halvesOf(given)
  return first + second
}

/** A position in the cycle, in stairs of one half. */
function stairs(given: Cycle, count: number): string {
  const [first, second] = halvesOf(given)
  const [at, whole] = [`(epoch % ${float(first + second)})`, float(first + second)]
  const fall = second === 0 ? '0.0' : `(${whole} - ${at}) * ${count} / ${float(second)}`
  return `floor(${at} * ${count} / ${float(first)} if ${at} <= ${float(first)} else ${fall}) / ${count}`
}

/** The height in the cycle, from 0 to 1 and back. DeepSpeed repeats it; its callers do not. */
export function cycleScale(given: Cycle): string {
  const { cycle_first_stair_count: up, cycle_second_stair_count: down } = given
  const whole = cycleSteps(given)
  const ratio = given.cycle_first_step_size / whole
  const cycles = `epoch / ${float(whole)}`
  const x = `(1.0 + ${cycles} - floor(1 + ${cycles}))`
  const rising = up === 0 ? `${x} / ${float(ratio)}` : stairs(given, up)
  const line = ratio === 1 ? '0.0' : `(${x} - 1) / ${float(ratio - 1)}`
  const falling = (down ?? up) === 0 ? line : stairs(given, down ?? up)
  return `((${rising}) if ${x} <= ${float(ratio)} else (${falling}))`
}
