import { must } from '../invariants/violation.ts'
import type { Job } from './jobs.ts'
import type { Run } from './run.ts'

/** Every rank of a job registers it: whoever is first, all of them find the same. */
export async function register({ world }: Run, job: Job): Promise<void> {
  const ranks = Array.from({ length: world.plan.ranks }, () =>
    world.insist({ method: 'PUT', path: job.url, body: job.registration }),
  )
  for (const { reply } of await Promise.all(ranks)) {
    const isThere = reply.status === 201 || reply.status === 200
    must(isThere, 'plain answers', () => `${job.name}: ${JSON.stringify(reply)}`)
  }
}
