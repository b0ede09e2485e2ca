import { z } from 'zod'
import { float } from '../shape/expressions.ts'
import { isLeftOut, optionalRate, steps } from '../shape/parameters.ts'
import type { PresetGroup } from '../preset.ts'

/** The rate of a schedule. */
export const LR = { lr: optionalRate('The rate. Default: the group’s own.') }

/** The parameters of a warmup. */
export const WARMUP = {
  warmup_updates: steps('Updates of warmup.').default(0),
  warmup_init_lr: z
    .number()
    .nullable()
    .meta({ description: 'Rate at the start of warmup; below 0 or null: the lowest rate.' })
    .default(-1),
}

interface GivenRate {
  readonly lr?: number | null | undefined
}

/**
 * The rate as an expression. fairseq multiplies it by the `lr_scale` of the group before the
 * schedule, so that floors and starts of warmups are not scaled.
 */
export const rateText = ({ lr }: GivenRate): string =>
  `(${isLeftOut(lr) ? 'base' : float(lr)} * lr_scale)`

/** The same as a number. */
export const rateOf = ({ lr }: GivenRate, { base, values }: PresetGroup): number =>
  (lr ?? base) * (values['lr_scale'] ?? 1)

interface GivenWarmup {
  readonly warmup_updates: number
  readonly warmup_init_lr: number | null
}

/** A line from the rate at the start of warmup to another one, and then an expression. */
export function afterWarmup(
  { warmup_updates: warmup, warmup_init_lr: first }: GivenWarmup,
  { to, lowest, then }: Readonly<Record<'to' | 'lowest' | 'then', string>>,
): string {
  if (warmup === 0) return then
  return `${rise(isLeftOut(first) || first < 0 ? lowest : float(first), to, warmup)} if epoch < ${warmup} else ${then}`
}

/** The line itself. */
export const rise = (from: string, to: string, warmup: number): string =>
  `${from} + epoch * ((${to} - ${from}) / ${warmup})`
