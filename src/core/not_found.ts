import { Refusal } from './problem.ts'

/** Whether an error is the refusal of an optimizer that is not there. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Refusal && error.problem.code === 'optimizer_not_found'

/** A result, or undefined where it is refused with `optimizer_not_found`. */
export async function undefinedIfNotFound<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
