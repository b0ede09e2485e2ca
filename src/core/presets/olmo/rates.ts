import type { z } from 'zod'
import { float } from '../shape/expressions.ts'
import type { ValueAt } from '../shape/nestable.ts'
import {
  isLeftOut,
  length,
  optionalRate,
  optionalSteps,
  rate,
  runLength,
  runOf,
  steps,
} from '../shape/parameters.ts'
import { PresetRefusal, type PresetContext } from '../preset.ts'

/** The parameters of every warmup. */
export const WARMUP = {
  warmup_steps: steps('Steps of warmup.'),
  warmup_min_lr: optionalRate('Rate at the start of warmup. Default: a tenth of the group’s.'),
}
/** The same of a schedule that divides by the length of the warmup. */
export const LONG_WARMUP = { ...WARMUP, warmup_steps: length('Steps of warmup.') }
const DECAY = {
  max_steps: runLength('Length of the run, warmup included.'),
  t_max: optionalSteps('Steps of the schedule, warmup included. Default: max_steps.'),
  alpha_f: rate('Factor at the end.').default(0.1),
}
/** The parameters of every schedule with an end. */
export const RUN = { ...WARMUP, ...DECAY }
/** The same with a warmup of at least one step. */
export const LONG_RUN = { ...LONG_WARMUP, ...DECAY }

type Warmup = z.output<z.ZodObject<typeof WARMUP>>
type Run = z.output<z.ZodObject<typeof RUN>>

/**
 * A warmup to the group's rate, and then another rate.
 * @throws {PresetRefusal} if it does not begin below the group's rate.
 */
export function afterWarmup(
  { warmup_steps: warmup, warmup_min_lr: first }: Warmup,
  context: PresetContext,
  then: ValueAt,
): ValueAt {
  if (warmup === 0) return then
  const { base, name } = context.group
  if (!((first ?? base * 0.1) < base)) {
    const given = isLeftOut(first) ? 'omitted' : `given ${first}`
    const detail = `${given}, wanted less than the rate of group "${name}", ${base}`
    throw new PresetRefusal('warmup_min_lr', detail)
  }
  const low = isLeftOut(first) ? 'base * 0.1' : float(first)
  return (time) =>
    `(${low} + (base - ${low}) * ${time} / ${warmup} if ${time} < ${warmup} else ${then(time)})`
}

/** The inverse square root of the time. */
export const inverseSqrt =
  ({ warmup_steps: warmup }: Warmup): ValueAt =>
  (time) =>
    `base * sqrt(${warmup} / max(${warmup}, ${time}))`

/** A curve from the group's rate to its end, at the progress of the steps after the warmup. */
export type Curve = (end: string, past: string, steps: number) => string

export const CURVES = {
  linear: (end, past, steps) => `base - (base - ${end}) * (${past} / ${steps})`,
  cosine: (end, past, steps) => `${end} + (base - ${end}) * (1 + cos(pi * ${past} / ${steps})) / 2`,
  envelope: (end, past, steps) =>
    `${end} + (1 - ${past} / ${steps}) * ((base - ${end}) * (1 + cos(pi * ${past} / ${steps})) / 2)`,
} satisfies Record<string, Curve>

/** A decay after the warmup. */
export function decay(given: Run, settings: PresetContext, curve: Curve): ValueAt {
  const { warmup_steps: warmup, t_max } = given
  const run = t_max || runOf('max_steps', given.max_steps, settings)
  const end = `base * ${float(given.alpha_f)}`
  if (warmup >= run) return () => end
  return (time) =>
    `${end} if ${time} >= ${run} else ${curve(end, `(${time} - ${warmup})`, run - warmup)}`
}
