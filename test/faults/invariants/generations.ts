import type { Observations } from './observations.ts'
import type { Body } from './events.ts'
import { assertInvariant } from './violation.ts'

/**
 * Checks the list of generations: each returned generation is listed as it was returned, and its
 * returned steps are not above its sealed_through.
 */
export function checkGenerations(
  observed: Observations,
  list: readonly Body[],
  since: number,
): void {
  for (const [number, { opened, values }] of observed.generations) {
    const listed = list.find(({ generation }) => generation === number)
    // A restored checkpoint replaced the generations that it does not contain.
    if (!listed && number < since) continue
    const what = () => `${observed.id} generation ${number} is ${JSON.stringify(listed)}`
    const isSame =
      (listed?.parent ?? 0) === opened.parent && listed?.resume_step === opened.resume_step
    assertInvariant(isSame, 'nothing lost', what)
    if (number < since) continue
    assertInvariant(values.length - 1 <= listed.sealed_through, 'I3 fencing', what)
  }
}
