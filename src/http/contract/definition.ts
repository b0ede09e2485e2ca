import { z } from 'zod'

/** The response of a registration as it was sent. */
export const DefinitionResponse = z
  .looseObject({
    groups: z.array(z.looseObject({ name: z.string() }).meta({ id: 'SentGroup' })),
    schedulers: z.array(z.looseObject({}).meta({ id: 'SentScheduler' })).optional(),
    labels: z.record(z.string(), z.string()).optional(),
  })
  .meta({
    id: 'SentRegistration',
    description: 'The body of a registration as it was sent. See `Registration` for its fields.',
  })
