import { z } from 'zod'
import { Finite } from '../number.ts'
import { argument, ArgumentRefusal, optional } from './argument.ts'
import { Length } from './duration.ts'
import { Level } from './level.ts'
import { CURVES, type Curve } from './parts/curves.ts'
import { LogarithmBase, Endpoints, Positive } from './parts/phase.ts'
import { rampOf } from './parts/ramp.ts'
import { refuseRamp } from './parts/ramp_refusals.ts'
import { multiply, overlay, prefix, type Warmup } from './parts/warmup_modes.ts'
import { schedule } from './schedule.ts'

/** The arguments of a curve, where the curve may also be "hold". */
type GivenCurve = Omit<Curve, 'curve'> & { readonly curve: Curve['curve'] | 'hold' }

const WarmupMode = z.enum(['prefix', 'overlay', 'multiply']).meta({ id: 'WarmupMode' })
const WarmupCurve = z.enum([...CURVES, 'hold']).meta({ id: 'WarmupCurve' })

const MODES = { prefix, overlay, multiply }

/**
 * A ramp of `duration` steps before a scheduler ("prefix", the default), in place of its first
 * steps ("overlay"), or as a factor on it ("multiply"). Without a nested scheduler, the initial
 * value is used instead. The ramp follows a curve of PhasedLR. Without `to` it ends at the value of
 * the scheduler at that step, so there is no jump. A closed form of the epoch, unless the nested
 * scheduler has none. The ramp ends at the first step at or after `duration`.
 */
export const WarmupLR = schedule({
  type: 'WarmupLR',
  summary: 'A ramp before any scheduler, over its first steps, or as a factor on it.',
  arguments: {
    duration: argument(Length, 'Steps of the ramp; 0 is no ramp.'),
    from: argument(Level, 'The level at the start; in mode multiply a factor.', { fallback: 0 }),
    to: optional(
      Level,
      'The level at the end; default: the value of the scheduler at that step, in mode multiply 1.',
    ),
    mode: argument(
      WarmupMode,
      'The ramp is before the scheduler, replaces its first values, or multiplies them.',
      { fallback: 'prefix' },
    ),
    curve: argument(WarmupCurve, 'The curve of the ramp; "hold" stays at from for the duration.', {
      fallback: 'linear',
    }),
    k: argument(Positive, 'The progress p becomes p ** k.', { fallback: 1 }),
    power: argument(Positive, 'The remaining progress q becomes q ** power.', { fallback: 1 }),
    endpoints: argument(Endpoints, 'Which steps are at the ends of the ramp, as in a phase.', {
      fallback: 'start',
    }),
    ratio: optional(Positive, 'Ratio of an exponential curve; default: end / start.'),
    base: optional(LogarithmBase, 'Base of a logarithmic curve; default: the duration.'),
    lb: optional(Finite, 'The argument of tanh at the start; default: -7.'),
    ub: optional(Finite, 'The argument of tanh at the end; default: 3.'),
  },
  nestingField: 'scheduler?',
  example: {
    type: 'WarmupLR',
    duration: 500,
    endpoints: 'end',
    scheduler: { type: 'StepLR', step_size: 3000, gamma: 0.1 },
  },
  rule: (given, _around, [child]) => {
    const { duration, from, to, mode } = given
    const { curve, ...others } = given
    refuseArgumentsOfOtherCurves(given)
    if (mode === 'multiply') refuseAbsoluteLevels({ from, to })
    if (curve === 'hold') return MODES[mode](heldWarmup(given), child)
    const shape = { ...others, curve }
    refuseRamp(shape, duration, { from, to: to ?? (mode === 'multiply' ? 1 : undefined) }, [])
    return MODES[mode]({ duration, from, to, ramp: rampOf(shape, duration) }, child)
  },
})

interface HeldArguments {
  readonly duration: number
  readonly from: Level
  readonly to: Level | undefined
}

/** A warmup that waits, as optax's `transition_begin` does, and then begins with a jump. */
function heldWarmup({ duration, from, to }: HeldArguments): Warmup {
  if (to === undefined) return { duration, from, to, ramp: (_step, held) => held }
  const given = `given ${JSON.stringify(to)} beside the curve "hold"`
  throw new ArgumentRefusal('to', `${given}, wanted none: the value is from until the end`)
}

/** The arguments of one curve only. */
const CURVE_OF_ARGUMENT = {
  ratio: 'exponential',
  base: 'logarithmic',
  lb: 'tanh',
  ub: 'tanh',
} as const

function refuseArgumentsOfOtherCurves(given: GivenCurve): void {
  for (const [name, curve] of Object.entries(CURVE_OF_ARGUMENT)) {
    const value = given[name as keyof typeof CURVE_OF_ARGUMENT]
    if (value === undefined || given.curve === curve) continue
    throw new ArgumentRefusal(
      name,
      `given ${value} beside the curve "${given.curve}", wanted it beside "${curve}" only`,
    )
  }
}

function refuseAbsoluteLevels(ends: {
  readonly from: Level
  readonly to: Level | undefined
}): void {
  for (const [name, level] of Object.entries(ends)) {
    if (typeof level !== 'object') continue
    throw new ArgumentRefusal(
      name,
      `given ${JSON.stringify(level)}, wanted a number: in mode "multiply" the ramp is a factor`,
    )
  }
}
