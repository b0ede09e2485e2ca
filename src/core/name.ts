import { z } from 'zod'

/** What clients call optimizers, groups and schedulers. */
export const Name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, {
    error: 'wanted 1 to 128 of A-Z a-z 0-9 . _ - with a letter or digit first',
  })
  .meta({ description: 'A name of the client’s choice.' })
