import type { Reply } from '../call.ts'
import { pathOf, type ChangeRequest, type SentChange } from '../invariants/sent_changes.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { Deployment } from './deployment.ts'
import type { Incarnation } from './incarnation.ts'
import type { Job } from './jobs.ts'

/** Whether a response says that the schedule of a job has ended. */
export const isEnded = ({ hasEnd }: Job, { status, body }: Reply): boolean =>
  hasEnd && status === 422 && body.code === 'schedule_ended'

const NEXT = { type: 'CyclicLR', base_lr: 0.01, max_lr: 0.1, step_size_up: 211 }

/**
 * Detaches the schedule that has ended, and attaches the next one. Every rank that sees the end does
 * so, with the same key.
 */
export async function attachNextSchedule(
  deployment: Deployment,
  { job, generation }: Incarnation,
): Promise<void> {
  const detached = { method: 'DELETE', path: '/schedulers/OneCycleLR-1' } as const
  await sendOnce(deployment, job, `detach in ${generation} of ${job.name}`, detached)
  const body = { ...NEXT, name: `cycle-of-${generation}` }
  const attached = { method: 'POST', path: '/schedulers', body } as const
  await sendOnce(deployment, job, `attach in ${generation} of ${job.name}`, attached)
}

/** Sends a change with its reason as the key, as any of the ranks. */
async function sendOnce(
  deployment: Deployment,
  job: Job,
  reason: string,
  request: ChangeRequest,
): Promise<void> {
  const sent = job.changes.find((each) => each.reason === reason) ?? newChange(reason, request)
  if (!job.changes.includes(sent)) job.changes.push(sent)
  const { method, path, body } = request
  const url = job.url + pathOf({ path, method }, reason)
  const { reply } = await deployment.callWithRetry({ method, path: url, body, key: reason })
  // It was detached before, or what was attached was dropped by a restart without edits.
  if (reply.status === 404 && reply.body.code === 'scheduler_not_found') return
  assertInvariant(reply.status < 300, 'expected response', () => JSON.stringify([reason, reply]))
  sent.outcome = 'accepted'
}

const newChange = (reason: string, request: ChangeRequest): SentChange => ({
  kind: request.method === 'POST' ? 'attach' : 'detach',
  request,
  reason,
  isKeyed: true,
  outcome: 'unknown',
})
