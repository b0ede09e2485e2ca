import { assertInvariant } from '../invariants/violation.ts'
import { pathOf } from '../invariants/sent_changes.ts'
import { firstChanges, type Job } from './job.ts'
import type { Deployment } from './deployment.ts'

/** Registers a job, and changes it before its first advance. */
export async function register(deployment: Deployment, job: Job): Promise<void> {
  const { name, url, registration, changes } = job
  const reply = await deployment.callWithRetry(() => ({
    method: 'PUT',
    path: url,
    body: registration,
  }))
  assertInvariant(
    reply.status < 300,
    'expected response',
    () => `${name}: ${JSON.stringify(reply)}`,
  )
  for (const [index, request] of firstChanges(job).entries()) {
    const reason =
      (request.body as { reason?: string }).reason ?? `first change ${index + 1} of ${name}`
    const { method, body } = request
    const changed = await deployment.callWithRetry(() => ({
      method,
      path: url + pathOf(request, reason),
      body,
      key: reason,
    }))
    const what = () => `${name}: ${JSON.stringify([request, changed])}`
    assertInvariant(changed.status < 300, 'expected response', what)
    const { atStep: step } = request
    changes.push({ kind: 'first', request, reason, isKeyed: true, outcome: 'accepted', step })
  }
}
