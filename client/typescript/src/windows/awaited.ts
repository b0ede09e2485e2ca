import { answerOf } from '../answer.ts'
import type { Lockstep } from '../create_lockstep.ts'
import { MetricAwaited } from '../errors.ts'
import type { Advance, Advanced, Blocked } from '../types.ts'

/** The longest `wait` of a call. */
const LONGEST_WAIT_S = 30

/**
 * Advances to a step, and waits for the metrics that it requires.
 * @param onSeen takes the `seen` of each answer, that of one without values too.
 * @throws {MetricAwaited} if they are not reported within these seconds.
 */
export async function advanceWhenDecided(
  lockstep: Lockstep,
  optimizer: string,
  advance: () => Advance & { readonly step: number },
  { seconds, onSeen }: { seconds: number; onSeen: (answer: Advanced | Blocked) => void },
): Promise<Advanced> {
  const deadlineMs = performance.now() + seconds * 1000
  for (;;) {
    const left = Math.max(0, (deadlineMs - performance.now()) / 1000)
    const body = { ...advance(), wait: Math.min(left, LONGEST_WAIT_S) }
    const params = { path: { optimizer } }
    const called = await lockstep.POST('/v1/optimizers/{optimizer}/steps', { params, body })
    const answer = answerOf(called)
    onSeen(answer)
    if ('groups' in answer) return answer
    if (left === 0) throw new MetricAwaited(body.step, answer.blocked_on, seconds)
  }
}
