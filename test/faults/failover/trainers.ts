import { setTimeout as sleep } from 'node:timers/promises'
import { NO_REPLY, type Call } from '../call.ts'
import { randomChoice, randomInteger, randomFor } from '../random.ts'
import { advanceSent, seenIn, checkAdvance, recordSeen } from '../invariants/advances.ts'
import { observedProgress } from '../invariants/observations.ts'
import type { SentChange } from '../invariants/sent_changes.ts'
import { checkEditStep } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { lossAt, requiresMetric, type Job, type Incarnation } from './job.ts'
import { recover } from './recovery.ts'
import type { Deployment } from './deployment.ts'

const MAX_WINDOW = 40

/** Runs one rank of a job, through all its incarnations. It sends the `seen` of any rank of the job. */
export async function runRank(deployment: Deployment, job: Job, index: number): Promise<void> {
  const random = randomFor(deployment.seed, `${job.name} ${index}`)
  let { incarnation } = job
  let lastStep = incarnation.resumeStep
  while (!deployment.isOver()) {
    if (incarnation !== job.incarnation) {
      incarnation = job.incarnation
      lastStep = incarnation.resumeStep
    }
    lastStep = Math.max(
      lastStep,
      await advance(deployment, job, { incarnation, index, step: lastStep + 1 }, random),
    )
    await sleep(randomInteger(random, 20, 60))
  }
}

interface NextAdvance {
  readonly incarnation: Incarnation
  readonly index: number
  readonly step: number
}

/** Requests a window, and returns the last step whose values the rank received. */
async function advance(
  deployment: Deployment,
  job: Job,
  { incarnation, index, step }: NextAdvance,
  random: () => number,
): Promise<number> {
  const { observed, url } = job
  const { generation } = incarnation
  const request = { generation, step, ahead: randomInteger(random, 1, MAX_WINDOW) }
  const loss = lossAt(job, generation, step)
  const reports = index === 0 && requiresMetric(job, step) ? { metrics: { loss } } : {}
  const sent = advanceSent(observed, request)
  const reply = await deployment.callWithRetry(() => ({
    method: 'POST',
    path: `${url}/steps`,
    body: { ...request, ...reports, seen: seenIn(observed, generation) },
  }))
  if (reply.status === 202 || (await recover(deployment, job, incarnation, reply))) return 0
  assertInvariant(
    reply.status === 200,
    'expected response',
    () => `${job.name}: ${JSON.stringify(reply)}`,
  )
  checkAdvance(observed, reply.body, request, sent)
  return reply.body.ahead.through
}

/** A client that edits a job far ahead, so that a lost edit has not acted yet. */
export async function runEditor(deployment: Deployment, job: Job): Promise<void> {
  if (!job.isEdited) return
  const random = randomFor(deployment.seed, `editor of ${job.name}`)
  for (let count = 1; !deployment.isOver(); count++) {
    const isKeyed = random() < 0.5
    const lr = randomInteger(random, 1, 1_000) / 1e4
    const change = randomChoice(random, [{ set: { lr } }, { multiply: { lr } }, { hold: { lr } }])
    const reason = `edit ${count} of ${job.name}`
    job.changes.push(await edit(deployment, job, { reason, isKeyed, change }))
    await sleep(randomInteger(random, 20, 100))
  }
}

interface NextEdit {
  readonly reason: string
  readonly isKeyed: boolean
  readonly change: object
}

async function edit(
  deployment: Deployment,
  job: Job,
  { reason, isKeyed, change }: NextEdit,
): Promise<SentChange> {
  const { observed, url, incarnation } = job
  const { generation } = incarnation
  const progress = observedProgress(observed)
  // The same in each attempt, because an Idempotency-Key identifies one request.
  const at_step = progress.sealedThrough + 2_000
  const request = (): Call => ({
    method: 'POST',
    path: `${url}/edits`,
    body: { ...change, at_step, reason, generation, seen: seenIn(observed, generation) },
    key: isKeyed ? reason : undefined,
  })
  const reply = isKeyed ? await deployment.callWithRetry(request) : await deployment.call(request())
  const sent = { method: 'POST', path: '/edits', body: change, atStep: at_step } as const
  const kind = Object.keys(change)[0]!
  const unknown: SentChange = { kind, request: sent, reason, isKeyed, outcome: 'unknown' }
  if (reply === NO_REPLY || reply.status === 503) return unknown
  if (reply.status === 404 || (await recover(deployment, job, incarnation, reply))) return unknown
  const { status, body } = reply
  assertInvariant(status === 201, 'expected response', () => `${reason}: ${JSON.stringify(reply)}`)
  checkEditStep(observed, progress, body.step)
  recordSeen(observed, generation, body.seen)
  return { ...unknown, outcome: 'accepted', revision: body.revision, step: body.step }
}
