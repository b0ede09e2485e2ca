import type { Reply } from '../call.ts'
import { advanceSent } from '../invariants/advances.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { enter, type Client } from './client.ts'
import type { Incarnation, Job } from './job.ts'
import { received } from './rank.ts'
import type { Deployment } from './deployment.ts'

/** Recovers from a refusal that a failover explains; returns false for any other response. */
export async function recover(
  deployment: Deployment,
  job: Job,
  client: Client,
  { status, body }: Reply,
): Promise<boolean> {
  if (status !== 409 || !CODES.includes(body.code)) return false
  const { incarnation } = client
  job.answers.refused(client)
  if (body.code === 'stale_generation') {
    const isNewer = body.current_generation > incarnation.generation
    assertInvariant(isNewer, 'I3 fencing', () => JSON.stringify(body))
    await job.recovery
    return true
  }
  if (body.code === 'history_regressed') job.regressions += 1
  // Another client may have opened the next generation meanwhile.
  if (job.incarnation !== incarnation) return true
  const open = async () =>
    body.code === 'unknown_generation'
      ? reopen(deployment, job, client)
      : openNext(deployment, job, client, body.sealed_through)
  job.recovery ??= open().finally(() => (job.recovery = undefined))
  await job.recovery
  return true
}

const CODES = ['stale_generation', 'unknown_generation', 'history_regressed']

/** Opens the lost generation of a client again, and those before it: with the same keys and steps. */
async function reopen(deployment: Deployment, job: Job, client: Client): Promise<void> {
  const lost: Incarnation[] = []
  for (let each: Incarnation | undefined = client.incarnation; each; each = each.parent) {
    lost.unshift(each)
  }
  for (const incarnation of lost.slice(1)) {
    const { status, body } = await open(deployment, job, client, incarnation)
    // Its parent is not sealed as far any more.
    if (body.code === 'resume_ahead')
      return openNext(deployment, job, client, body.sealed_through, incarnation.parent)
    assertInvariant(status < 300 || body.code === 'stale_generation', 'expected response', () =>
      JSON.stringify(body),
    )
  }
  job.reopened += 1
}

/** The store has lost what was returned: opens the next generation at the stored sealed_through. */
async function openNext(
  deployment: Deployment,
  job: Job,
  client: Client,
  sealed: number,
  parent: Incarnation = client.incarnation,
): Promise<void> {
  for (let resumeStep = sealed; ;) {
    job.openings += 1
    const key = `opening-${job.openings}`
    const next: Incarnation = { generation: NaN, key, parent, resumeStep }
    const { status, body } = await open(deployment, job, client, next)
    if (status < 300) return
    const what = () => `${client.name}: ${JSON.stringify(body)}`
    const isExpected = ['unknown_generation', 'resume_ahead'].includes(body.code)
    assertInvariant(isExpected, 'expected response', what)
    // Another failover has lost further steps.
    if (body.code === 'resume_ahead') resumeStep = body.sealed_through
    else await reopen(deployment, job, client)
  }
}

/** The length of the first window of a generation. */
const AHEAD = 20

/** Opens a generation, or confirms it. Then it is that of the job, and of this client. */
async function open(
  deployment: Deployment,
  job: Job,
  client: Client,
  opening: Incarnation,
): Promise<Reply> {
  const { key, parent, resumeStep } = opening
  let sentAt = 0
  const reply = await deployment.callWithRetry(() => {
    sentAt = performance.now()
    const body = { resume_step: resumeStep, parent: parent?.generation, ahead: AHEAD }
    return { method: 'PUT', path: `${job.url}/generations/${key}`, body }
  })
  const { status, body } = reply
  if (status >= 300) return reply
  const { generation } = body
  const isAsOpened = body.key === key && body.resume_step === resumeStep
  assertInvariant(isAsOpened, 'I3 fencing', () => `${key}: ${JSON.stringify(body)}`)
  job.incarnation = generation === opening.generation ? opening : { ...opening, generation }
  enter(job, client, job.incarnation)
  const request = { generation, step: resumeStep, ahead: AHEAD }
  const sent = advanceSent(client.observed, request)
  received(deployment, job, client, {
    response: { ...body, step: resumeStep },
    request,
    sent,
    sentAt,
  })
  return reply
}
