import { float, setByExpression } from '../shape/expressions.ts'
import { rate, steps } from '../shape/parameters.ts'
import type { PresetContext, SchedulerJson } from '../preset.ts'

/** The parameters of every warmup of timm. */
export const WARMUP = {
  warmup_t: steps('Steps of warmup.').default(0),
  warmup_lr_init: rate('Rate at the start of warmup.').default(0),
}

export interface Warmup {
  readonly warmup_t: number
  readonly warmup_lr_init: number
  readonly warmup_prefix?: boolean
}

/** The rate of a group before its factor, and the factor, both as expressions. */
export interface ScaledRate {
  readonly base: string
  readonly factor: string
}

/** Whether a group has a factor of its own. */
export const isMarked = ({ groups }: PresetContext): boolean =>
  groups.some(({ values }) => Object.hasOwn(values, 'lr_scale'))

/**
 * timm multiplies all that a scheduler sets by `lr_scale` of the group: floors and warmups too.
 * Where no group has one, and the rates differ, the rates are taken to be scaled already: the
 * highest one is that of the optimizer.
 */
export function scaledRate(context: PresetContext): ScaledRate {
  const { groups, param } = context
  const bases = groups.map(({ base }) => base)
  const highest = Math.max(...bases)
  if (
    param !== 'lr' ||
    isMarked(context) ||
    highest <= 0 ||
    bases.every((base) => base === highest)
  ) {
    return { base: 'base', factor: 'lr_scale' }
  }
  return { base: float(highest), factor: `(base / ${float(highest)})` }
}

/** The step of the schedule after the warmup, as an expression. */
export const timeOf = ({ warmup_t, warmup_prefix = false }: Warmup): string =>
  warmup_prefix && warmup_t > 0 ? `(epoch - ${warmup_t})` : 'epoch'

/**
 * A schedule of timm: the value of construction, the warmup, and `then`, times the factor.
 * @param target the end of the warmup; default: the group's own rate.
 */
export function withTimmWarmup(
  { warmup_t, warmup_lr_init }: Warmup,
  { base, factor }: ScaledRate,
  then: string,
  target = base,
): SchedulerJson {
  const low = float(warmup_lr_init)
  const first = warmup_t > 0 ? low : base
  const ramp = `${low} + epoch * ((${target} - ${low}) / ${warmup_t})`
  const later = warmup_t > 1 ? `${ramp} if epoch < ${warmup_t} else ${then}` : then
  return setByExpression(`(${first} if epoch == 0 else ${later}) * ${factor}`)
}
