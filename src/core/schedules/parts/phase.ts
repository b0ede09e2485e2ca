import { z } from 'zod'
import { Finite } from '../../number.ts'
import { Length } from '../duration.ts'
import { Level } from '../level.ts'
import { DEFAULT_LB, DEFAULT_UB } from './curves.ts'
import { ENDPOINTS } from './ramp.ts'

export const Positive = z.number().positive()

/** The base of a logarithm that rises. */
export const LogarithmBase = z.number().gt(1)

export const Endpoints = z.enum(ENDPOINTS)

const RAMP_FIELDS = {
  from: Level.optional().meta({
    description: 'Where it begins; left out, where the phase before it ended, or at 1.',
  }),
  to: Level.meta({ description: 'Where it ends.' }),
  duration: Length.meta({ description: 'Its steps; with 0 it is a jump.' }),
  k: Positive.default(1).meta({ description: 'The progress p becomes p ** k.' }),
  power: Positive.default(1).meta({ description: 'The remaining progress q becomes q ** power.' }),
  endpoints: Endpoints.default('start').meta({
    description:
      'The progress at step s of n: "start" s/n, "end" (s+1)/n, "both" s/(n-1), "neither" (s+1)/(n+1).',
  }),
}

const OPEN_ENDED = {
  duration: Length.optional().meta({
    description: 'Its steps; only the last phase may leave it out, and then does not end.',
  }),
}

const rampSchema = <C extends string>(curve: C) =>
  z.strictObject({ curve: z.literal(curve), ...RAMP_FIELDS })

/** One stretch of a schedule, by the curve it follows. */
export const Phase = z
  .discriminatedUnion('curve', [
    z.strictObject({
      curve: z.literal('hold'),
      to: Level.optional().meta({ description: 'Left out, where the phase before it ended.' }),
      ...OPEN_ENDED,
    }),
    rampSchema('linear'),
    rampSchema('cosine'),
    rampSchema('exponential').extend({
      ratio: Positive.optional().meta({ description: 'Left out, to / from.' }),
    }),
    rampSchema('logarithmic').extend({
      base: LogarithmBase.optional().meta({ description: 'Left out, the duration.' }),
    }),
    rampSchema('tanh').extend({
      lb: Finite.default(DEFAULT_LB).meta({ description: 'Where on the tanh it begins.' }),
      ub: Finite.default(DEFAULT_UB).meta({ description: 'Where on the tanh it ends.' }),
    }),
    rampSchema('rex'),
    z.strictObject({
      curve: z.literal('inverse_power'),
      from: RAMP_FIELDS.from,
      timescale: Positive.meta({ description: 'Steps: from * (1 + s / timescale) ** -power.' }),
      power: Positive.default(0.5),
      ...OPEN_ENDED,
    }),
  ])
  .meta({ id: 'Phase', description: 'One stretch of a PhasedLR, by the curve it follows.' })
export type Phase = z.infer<typeof Phase>
