import { ProblemError } from './errors.ts'
import type { Problem } from './types.ts'

/**
 * What a call returns if it succeeds.
 * @throws {ProblemError} where the service refuses.
 */
export function answerOf<Data>(called: {
  readonly data?: Data
  readonly error?: Problem
}): Exclude<Data, undefined> {
  if (called.error !== undefined) throw new ProblemError(called.error)
  return called.data as Exclude<Data, undefined>
}
