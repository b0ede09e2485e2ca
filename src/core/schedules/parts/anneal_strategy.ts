import { z } from 'zod'

/** The shape of an annealing, by torch's names. */
export const AnnealStrategy = z.enum(['cos', 'linear']).meta({ id: 'AnnealStrategy' })
