import { setTimeout as sleep } from 'node:timers/promises'
import type { Reply } from '../call.ts'
import { randomInteger, randomFor } from '../random.ts'
import { advanceSent, checkAdvance, type AdvanceRequest } from '../invariants/advances.ts'
import { valuesByStep, type AdvanceResponse } from '../invariants/advance_response.ts'
import type { Progress } from '../invariants/observations.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { enter, isEchoing, seenFields, type Client } from './client.ts'
import { lossAt, requiresMetric, type Job } from './job.ts'
import { recover } from './recovery.ts'
import type { Deployment } from './deployment.ts'

/** Runs one rank of a job, through all its incarnations. */
export async function runRank(deployment: Deployment, job: Job, rank: Client): Promise<void> {
  const random = randomFor(deployment.seed, rank.name)
  let { incarnation } = rank
  let lastStep = incarnation.resumeStep
  while (!deployment.isOver()) {
    if (rank.incarnation !== job.incarnation) enter(job, rank, job.incarnation)
    if (incarnation !== rank.incarnation) {
      incarnation = rank.incarnation
      lastStep = incarnation.resumeStep
    }
    const { generation } = incarnation
    const ahead = randomInteger(random, 1, deployment.maxWindow)
    const through = await advance(deployment, job, rank, { generation, step: lastStep + 1, ahead })
    lastStep = Math.max(lastStep, through)
    // A rank that writes a checkpoint meanwhile calls again when others have been answered.
    const isPaused = random() < deployment.pauseRate
    await sleep(isPaused ? randomInteger(random, 1_000, 6_000) : randomInteger(random, 20, 60))
  }
}

/** Requests a window, and returns the last step whose values the rank received. */
async function advance(
  deployment: Deployment,
  job: Job,
  rank: Client,
  request: Required<AdvanceRequest> & { readonly step: number },
): Promise<number> {
  const reply = await callAdvance(deployment, job, rank, request)
  return reply ? (reply.body as AdvanceResponse).ahead!.through : 0
}

/** Sends an advance until it is answered. Undefined where it is refused, or awaits a metric. */
export async function callAdvance(
  deployment: Deployment,
  job: Job,
  rank: Client,
  request: AdvanceRequest & { readonly step: number },
): Promise<Reply | undefined> {
  const { generation, step } = request
  const loss = lossAt(job, generation, step)
  const isLeader = rank === job.ranks[0]
  const reports = isLeader && requiresMetric(job, step) ? { metrics: { loss } } : {}
  const sent = advanceSent(rank.observed, request)
  let sentAt = 0
  const reply = await deployment.callWithRetry(() => {
    sentAt = performance.now()
    const body = { ...request, ...reports, ...seenFields(job, rank) }
    return { method: 'POST', path: `${job.url}/steps`, body }
  })
  if (reply.status === 202 || (await recover(deployment, job, rank, reply))) return undefined
  const what = () => `${rank.name}: ${JSON.stringify(reply)}`
  assertInvariant(reply.status === 200, 'expected response', what)
  received(deployment, job, rank, { response: reply.body, request, sent, sentAt })
  return reply
}

/** The answer to an advance, and what was known when it was sent. */
export interface ReceivedAdvance {
  readonly response: AdvanceResponse
  readonly request: AdvanceRequest
  readonly sent: Progress
  readonly sentAt: number
}

/**
 * Records an answer. What was given to one rank before holds for it, unless it does not echo that and
 * writes can be lost.
 */
export function received(
  { isLossless }: Deployment,
  { answers }: Job,
  rank: Client,
  { response, request, sent, sentAt }: ReceivedAdvance,
): void {
  if (isEchoing(rank) || isLossless) checkAdvance(rank.observed, response, request, sent)
  rank.seen = response.seen
  answers.passed(rank, sentAt)
  for (const [step, { numbers }] of valuesByStep(response)) {
    answers.given(rank, { step, numbers, sentAt })
  }
}
