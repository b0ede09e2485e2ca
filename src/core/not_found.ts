import { Refusal } from './problem.ts'

/** Whether an error is the refusal `optimizer_not_found`. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Refusal && error.problem.code === 'optimizer_not_found'

/** The result, or undefined if it is refused with `optimizer_not_found`. */
export async function undefinedIfNotFound<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
