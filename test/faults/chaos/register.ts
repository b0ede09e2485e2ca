import { assertInvariant } from '../invariants/violation.ts'
import type { Job } from './jobs.ts'
import type { Run } from './run.ts'

/** Every rank of a job registers it: the first creates it, and all others confirm it. */
export async function register({ deployment }: Run, job: Job): Promise<void> {
  const ranks = Array.from({ length: deployment.config.ranks }, () =>
    deployment.callWithRetry({ method: 'PUT', path: job.url, body: job.registration }),
  )
  for (const { reply } of await Promise.all(ranks)) {
    const isThere = reply.status === 201 || reply.status === 200
    assertInvariant(isThere, 'expected response', () => `${job.name}: ${JSON.stringify(reply)}`)
  }
}
