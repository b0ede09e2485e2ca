import { z } from 'zod'

/** A client's name of an optimizer, a group or a scheduler. */
export const Name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, {
    error: 'wanted 1 to 128 of A-Z a-z 0-9 . _ - with a letter or digit first',
  })
  .meta({ description: 'A name that the client chooses.' })
