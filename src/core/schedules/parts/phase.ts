import { z } from 'zod'
import { Finite } from '../../number.ts'
import { Length } from '../duration.ts'
import { Level } from '../level.ts'
import { DEFAULT_LB, DEFAULT_UB } from './curves.ts'
import { ENDPOINTS } from './ramp.ts'

export const Positive = z.number().positive()

/** The base of an increasing logarithm. */
export const LogarithmBase = z.number().gt(1)

export const Endpoints = z.enum(ENDPOINTS).meta({ id: 'Endpoints' })

const RAMP_FIELDS = {
  from: Level.optional().meta({
    description: 'The level at the start; default: the end of the previous phase, or 1.',
  }),
  to: Level.meta({ description: 'The level at the end.' }),
  duration: Length.meta({ description: 'The number of steps; 0 is a jump.' }),
  k: Positive.default(1).meta({ description: 'The progress p becomes p ** k.' }),
  power: Positive.default(1).meta({ description: 'The remaining progress q becomes q ** power.' }),
  endpoints: Endpoints.default('start').meta({
    description:
      'The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1).',
  }),
}

const OPEN_ENDED = {
  duration: Length.optional().meta({
    description: 'The number of steps; if the last phase omits it, the phase does not end.',
  }),
}

const rampSchema = <C extends string>(curve: C) =>
  z.strictObject({ curve: z.literal(curve), ...RAMP_FIELDS })

const HoldPhase = z
  .strictObject({
    curve: z.literal('hold'),
    to: Level.optional().meta({ description: 'Default: the end of the previous phase.' }),
    ...OPEN_ENDED,
  })
  .meta({ id: 'HoldPhase' })

const ExponentialPhase = rampSchema('exponential')
  .extend({ ratio: Positive.optional().meta({ description: 'Default: to / from.' }) })
  .meta({ id: 'ExponentialPhase' })

const LogarithmicPhase = rampSchema('logarithmic')
  .extend({ base: LogarithmBase.optional().meta({ description: 'Default: the duration.' }) })
  .meta({ id: 'LogarithmicPhase' })

const TanhPhase = rampSchema('tanh')
  .extend({
    lb: Finite.default(DEFAULT_LB).meta({ description: 'The argument of tanh at the start.' }),
    ub: Finite.default(DEFAULT_UB).meta({ description: 'The argument of tanh at the end.' }),
  })
  .meta({ id: 'TanhPhase' })

const InversePowerPhase = z
  .strictObject({
    curve: z.literal('inverse_power'),
    from: RAMP_FIELDS.from,
    timescale: Positive.meta({ description: 'Steps: from * (1 + s / timescale) ** -power.' }),
    power: Positive.default(0.5),
    ...OPEN_ENDED,
  })
  .meta({ id: 'InversePowerPhase' })

/** One part of a schedule, by its curve. */
export const Phase = z
  .discriminatedUnion('curve', [
    HoldPhase,
    rampSchema('linear').meta({ id: 'LinearPhase' }),
    rampSchema('cosine').meta({ id: 'CosinePhase' }),
    ExponentialPhase,
    LogarithmicPhase,
    TanhPhase,
    rampSchema('rex').meta({ id: 'RexPhase' }),
    InversePowerPhase,
  ])
  .meta({
    id: 'Phase',
    description: 'One phase of a PhasedLR, by its curve.',
    discriminator: { propertyName: 'curve' },
  })
export type Phase = z.infer<typeof Phase>
