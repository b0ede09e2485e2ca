import { z } from 'zod'
import { Finite } from '../number.ts'
import { argument, ArgumentRefusal, optional } from './argument.ts'
import { Length } from './duration.ts'
import { Level } from './level.ts'
import { CURVES, type Curve } from './parts/curves.ts'
import { LogarithmBase, Endpoints, Positive } from './parts/phase.ts'
import { rampOf } from './parts/ramp.ts'
import { refuseRamp } from './parts/ramp_refusals.ts'
import { multiply, overlay, prefix } from './parts/warmup_modes.ts'
import { schedule } from './schedule.ts'

const MODES = { prefix, overlay, multiply }

/**
 * A ramp of `duration` steps before a scheduler ("prefix", its default), over its first steps
 * ("overlay"), or as a factor on it ("multiply"). Left out, the scheduler is the initial value
 * itself. The ramp runs along the curves of PhasedLR, and ends where the scheduler then is unless
 * `to` says otherwise, so nothing jumps unasked. A closed form of the epoch, save where the
 * scheduler inside has none. The hand-over is at the first step that is not before `duration`.
 */
export const WarmupLR = schedule({
  type: 'WarmupLR',
  summary: 'Leads up to any scheduler, or runs over it, along a ramp.',
  arguments: {
    duration: argument(Length, 'Steps of the ramp; with 0 there is none.'),
    from: argument(Level, 'Where it begins; in mode multiply a factor.', { fallback: 0 }),
    to: optional(
      Level,
      'Where it ends; left out, at the value of the scheduler then, in mode multiply at 1.',
    ),
    mode: argument(
      z.enum(['prefix', 'overlay', 'multiply']),
      'The scheduler starts after the ramp, or runs hidden by it, or is multiplied by it.',
      { fallback: 'prefix' },
    ),
    curve: argument(z.enum(CURVES), 'The curve it follows.', { fallback: 'linear' }),
    k: argument(Positive, 'The progress p becomes p ** k.', { fallback: 1 }),
    power: argument(Positive, 'The remaining progress q becomes q ** power.', { fallback: 1 }),
    endpoints: argument(Endpoints, 'Which of its steps meet its ends, as in a phase.', {
      fallback: 'start',
    }),
    ratio: optional(Positive, 'Of an exponential; left out, its end over its start.'),
    base: optional(LogarithmBase, 'Of a logarithmic; left out, the duration.'),
    lb: optional(Finite, 'Where on the tanh it begins; left out, -7.'),
    ub: optional(Finite, 'Where on the tanh it ends; left out, 3.'),
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
    refuseArgumentsOfOtherCurves(given)
    if (mode === 'multiply') refuseAbsoluteLevels({ from, to })
    refuseRamp(given, duration, { from, to: to ?? (mode === 'multiply' ? 1 : undefined) }, [])
    return MODES[mode]({ duration, from, to, ramp: rampOf(given, duration) }, child)
  },
})

/** What only one curve has. */
const CURVE_OF_ARGUMENT = {
  ratio: 'exponential',
  base: 'logarithmic',
  lb: 'tanh',
  ub: 'tanh',
} as const

function refuseArgumentsOfOtherCurves(given: Curve): void {
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
