import { Refusal, type Problem } from './problem.ts'

/** Whether an error is the refusal `optimizer_not_found`. */
export const isNotFound = (error: unknown): boolean => isRefusal(error, ['optimizer_not_found'])

const isRefusal = (error: unknown, codes: readonly Problem['code'][]): boolean =>
  error instanceof Refusal && codes.includes(error.problem.code)

/** The result, or undefined if it is refused with one of some codes. */
async function undefinedIf<T>(
  codes: readonly Problem['code'][],
  result: Promise<T>,
): Promise<T | undefined> {
  try {
    return await result
  } catch (error) {
    if (isRefusal(error, codes)) return undefined
    throw error
  }
}

/** The result, or undefined if it is refused with `optimizer_not_found`. */
export const undefinedIfNotFound = <T>(result: Promise<T>): Promise<T | undefined> =>
  undefinedIf(['optimizer_not_found'], result)

/** The values of a past step, or undefined if the inputs that lead to it are not kept any more. */
export const undefinedIfCompacted = <T>(result: Promise<T>): Promise<T | undefined> =>
  undefinedIf(['step_compacted', 'history_regressed'], result)
