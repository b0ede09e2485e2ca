import { z } from 'zod'

/** A client's name of an optimizer, a scheduler, a metric or a generation. */
export const Name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, {
    error: 'wanted 1 to 128 of A-Z a-z 0-9 . _ - with a letter or digit first',
  })
  .meta({ description: 'A name that the client chooses.' })

/**
 * A client's name of a group, as the parameters or the metrics of a model are called. `__proto__` is
 * refused: JSON may not have it as a key, so no argument by group could name it.
 */
export const GroupName = z
  .string()
  .regex(/^[^\u0000-\u001f\u007f-\u009f]{1,256}$/u, {
    error: 'wanted 1 to 256 characters without control characters',
  })
  .refine((name) => name !== '__proto__', { error: 'wanted a name other than __proto__' })
  .refine((name) => name.isWellFormed(), { error: 'wanted a text without lone surrogates' })
  .meta({ description: 'A name that the client chooses, percent-encoded in a path.' })
