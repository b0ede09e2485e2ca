import { float } from '../shape/expressions.ts'
import { isLeftOut } from '../shape/parameters.ts'

/** A value at a time, both as expressions. */
export type ValueAt = (time: string) => string

export interface Ramp {
  readonly init_value: number
  readonly end_value: number
  readonly transition_steps: number
  readonly transition_begin?: number
}

/** The steps since a ramp or a decay began. */
const since = (time: string, begin: number) => (begin > 0 ? `(${time} - ${begin})` : time)

/** A polynomial from one value to another; without steps the first value stays. */
export function polynomial(ramp: Ramp, power: number): ValueAt {
  const { init_value: first, end_value: end, transition_steps: steps, transition_begin = 0 } = ramp
  if (steps <= 0) return () => float(first)
  return (time) => {
    const past = transition_begin > 0 ? `max(${since(time, transition_begin)}, 0)` : time
    const left = `(1 - min(${past}, ${steps}) / ${steps})`
    return `${float(first - end)} * ${left}${raised(power)} + ${float(end)}`
  }
}

const raised = (power: number) => (power === 1 ? '' : ` ** ${float(power)}`)

export interface Decay {
  readonly transition_steps: number
  readonly decay_rate: number
  readonly transition_begin: number
  readonly staircase: boolean
  readonly end_value?: number | null | undefined
}

/** A geometric decay from a value, which `end_value` clips from the first step on. */
export function geometric(first: number, decay: Decay): ValueAt {
  const { transition_steps: steps, decay_rate: rate, transition_begin: begin, end_value } = decay
  if (steps <= 0 || rate === 0) return () => float(first)
  return (time) => {
    const past = `${since(time, begin)} / ${steps}`
    const exponent = decay.staircase ? `floor(${past})` : `(${past})`
    const falling = `${float(first)} * ${float(rate)} ** ${exponent}`
    const value = begin > 0 ? `(${float(first)} if ${time} <= ${begin} else ${falling})` : falling
    if (isLeftOut(end_value)) return value
    return `${rate < 1 ? 'max' : 'min'}(${value}, ${float(end_value)})`
  }
}

export interface Cosine {
  readonly init_value: number
  readonly decay_steps: number
  readonly alpha: number
  readonly exponent: number
}

/** A cosine from a value to a share of it. */
export const cosine =
  ({ init_value, decay_steps: steps, alpha, exponent }: Cosine): ValueAt =>
  (time) => {
    const wave = `(0.5 * (1 + cos(pi * min(${time}, ${steps}) / ${steps})))${raised(exponent)}`
    return `${float(init_value)} * (${float(1 - alpha)} * ${wave} + ${float(alpha)})`
  }

export interface Warmup {
  readonly init_value: number
  readonly peak_value: number
  readonly warmup_steps: number
}

/** A line to a peak, and then another schedule that begins there. */
export function afterWarmup(given: Warmup, then: ValueAt): ValueAt {
  const { init_value, peak_value: end_value, warmup_steps: warmup } = given
  if (warmup === 0) return then
  const rise = polynomial({ init_value, end_value, transition_steps: warmup }, 1)
  return (time) => `(${rise(time)} if ${time} < ${warmup} else ${then(`(${time} - ${warmup})`)})`
}
