import { refuse } from '../core/problem.ts'

/**
 * Repeats an act until it returns a result. It returns undefined where a write to the optimizer
 * came first, so that it has to be tried again.
 * @throws {Refusal} `too_many_writers` after the last attempt.
 */
export async function retry<T>(
  optimizer: string,
  attempts: number,
  act: () => Promise<T | undefined>,
): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const result = await act()
    if (result !== undefined) return result
  }
  return refuse({ code: 'too_many_writers', optimizer })
}
