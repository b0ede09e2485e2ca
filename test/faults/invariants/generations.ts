import type { Observations } from './observations.ts'
import type { Body } from './events.ts'
import { assertInvariant } from './violation.ts'

/**
 * Takes the list of generations: those that were told are there as they were told, and none has
 * told a step that it had not sealed when it ended.
 */
export function checkGenerations(
  observed: Observations,
  list: readonly Body[],
  since: number,
): void {
  for (const [number, { opened, values }] of observed.generations) {
    const listed = list.find(({ generation }) => generation === number)
    // What a restored checkpoint did not know of is gone with what it took the place of.
    if (!listed && number < since) continue
    const what = () => `${observed.id} generation ${number} is ${JSON.stringify(listed)}`
    const isSame =
      (listed?.parent ?? 0) === opened.parent && listed?.resume_step === opened.resume_step
    assertInvariant(isSame, 'nothing lost', what)
    if (number < since) continue
    assertInvariant(values.length - 1 <= listed.sealed_through, 'I3 fencing', what)
  }
}
