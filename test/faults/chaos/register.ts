import { assertInvariant } from '../invariants/violation.ts'
import type { Job } from './jobs.ts'
import type { Run } from './run.ts'

/** Every rank of a job registers it: whoever is first, all of them find the same. */
export async function register({ deployment }: Run, job: Job): Promise<void> {
  const ranks = Array.from({ length: deployment.config.ranks }, () =>
    deployment.callWithRetry({ method: 'PUT', path: job.url, body: job.registration }),
  )
  for (const { reply } of await Promise.all(ranks)) {
    const isThere = reply.status === 201 || reply.status === 200
    assertInvariant(isThere, 'plain answers', () => `${job.name}: ${JSON.stringify(reply)}`)
  }
}
