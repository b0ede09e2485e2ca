import { setTimeout as sleep } from 'node:timers/promises'
import { randomFor } from '../random.ts'
import { observedProgress } from '../invariants/observations.ts'
import { checkProgress } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { Job } from './jobs.ts'
import type { Run } from './run.ts'

/** A client that reads a job from time to time: its progress never decreases, on any service. */
export async function progressReader(run: Run, job: Job): Promise<void> {
  const random = randomFor(run.deployment.seed, `watcher of ${job.name}`)
  while (!run.isOver()) {
    const sent = observedProgress(job.observed)
    const { reply } = await run.deployment.callWithRetry({ method: 'GET', path: job.url })
    assertInvariant(
      reply.status === 200,
      'expected response',
      () => `${job.name}: ${JSON.stringify(reply)}`,
    )
    checkProgress(job.observed, sent, reply.body)
    await Promise.race([run.ended, sleep(400 * random(), undefined, { ref: false })])
  }
}
