import type { AdvanceResponse } from './advance_response.ts'
import type { AdvanceRequest } from './advances.ts'
import type { Observations, Progress } from './observations.ts'
import { assertInvariant } from './violation.ts'

/** The last step that a response has. */
export const lastStepOf = ({ ahead, step }: AdvanceResponse): number => ahead?.through ?? step

/**
 * Checks the length of a window: one that is shorter than requested says why, and every step that
 * was sealed when it was requested is in it.
 */
export function checkWindow(
  { id, windowEnds }: Observations,
  { generation, step, ahead }: AdvanceResponse,
  request: AdvanceRequest,
  sent: Progress,
): void {
  if (!ahead) return
  const last = step + (request.ahead ?? 0)
  const { through, ends } = ahead
  if (ends) windowEnds.set(ends.reason, (windowEnds.get(ends.reason) ?? 0) + 1)
  const what = () => `${id}, requested ${JSON.stringify(request)}: ${JSON.stringify(ahead)}`
  const isExplained = through === last ? !ends : ends?.step === through + 1
  assertInvariant(isExplained, 'expected response', what)
  const isLater = generation !== sent.generation || ends?.reason === 'limit'
  const hasSealed = isLater || through >= Math.min(last, sent.sealedThrough)
  assertInvariant(hasSealed, 'I2 monotone', () => `${what()} when ${sent.sealedThrough} was sealed`)
}

/** How many windows ended early, by the reason. */
export function windowEndsOf(all: readonly Observations[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const [reason, times] of all.flatMap(({ windowEnds }) => [...windowEnds])) {
    counts[reason] = (counts[reason] ?? 0) + times
  }
  return counts
}
