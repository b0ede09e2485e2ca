import { setTimeout as sleep } from 'node:timers/promises'
import type { Call, Reply } from '../call.ts'
import { randomInteger, randomFor, type Random } from '../random.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { advanceSent, seenIn, checkAdvance, type AdvanceRequest } from '../invariants/advances.ts'
import { lossAt, requiresMetric, type Job } from './jobs.ts'
import type { Incarnation } from './incarnation.ts'
import type { Run } from './run.ts'
import { reportForQuorum } from './quorum_report.ts'
import { attachNextSchedule, isEnded } from './next_schedule.ts'
import type { Deployment } from './deployment.ts'

/** The `wait` of each advance, in seconds. */
const WAIT_SECONDS = 0.5

/** The share of advances by `POST /v1/steps`, and of advances with `seen`. */
const ADVANCE_MANY_RATE = 0.05
const SEEN_RATE = 0.3

/** The share of requests for an old step, as a rank sends that joins late or reads again. */
const OLD_STEP_RATE = 0.01

/** Runs one rank of an incarnation, until the end of the run or of the incarnation. */
export async function runRank(run: Run, incarnation: Incarnation, index: number): Promise<void> {
  const { job } = incarnation
  const random = randomFor(run.deployment.seed, `${job.name} ${incarnation.generation} ${index}`)
  const { windowRate, maxWindow } = run.deployment.config
  let lastStep = incarnation.resumeStep
  while (!run.isOver()) {
    await incarnation.lag.until(lastStep)
    const ahead = random() < windowRate ? randomInteger(random, 0, maxWindow) : 0
    const step = random() < OLD_STEP_RATE ? randomInteger(random, 0, lastStep) : lastStep + 1
    if (step > lastStep && (await reportForQuorum(run, incarnation, index, step)) === 'over') return
    const through = await advance(run, incarnation, index, { step, ahead, random })
    if (through === 'over') return
    if (through === 'awaited') await sleep(randomInteger(random, 2, 20))
    if (typeof through !== 'number' || through <= lastStep) continue
    lastStep = through
    incarnation.lag.at(index, lastStep)
  }
}

interface NextAdvance {
  readonly step: number
  readonly ahead: number
  readonly random: Random
}

/** Advances with retries, and returns the last step whose values it received. */
async function advance(
  { deployment }: Run,
  incarnation: Incarnation,
  index: number,
  { step, ahead, random }: NextAdvance,
): Promise<number | 'awaited' | 'over'> {
  const { job, generation } = incarnation
  const request: AdvanceRequest = { generation, step, ahead }
  const sent = advanceSent(job.observed, request)
  const body = {
    step,
    generation,
    ...(ahead > 0 ? { ahead, late_metrics: true } : {}),
    ...(random() < SEEN_RATE ? { seen: seenIn(job.observed, generation) } : {}),
    ...metricsOf(incarnation, index, step),
  }
  const isTogether = random() < ADVANCE_MANY_RATE
  const reply = isTogether
    ? await advanceMany(deployment, job, body)
    : await advanceOne(deployment, job, body)
  if (isStale(job, generation, reply)) return 'over'
  if (reply.status === 202) return 'awaited'
  if (isEnded(job, reply)) {
    await attachNextSchedule(deployment, incarnation)
    return 'awaited'
  }
  assertInvariant(
    reply.status === 200,
    'expected response',
    () => `${job.name}: ${JSON.stringify(reply)}`,
  )
  checkAdvance(job.observed, reply.body, request, sent)
  return reply.body.ahead?.through ?? step
}

async function advanceOne(deployment: Deployment, { url }: Job, body: object): Promise<Reply> {
  const call = {
    method: 'POST',
    path: `${url}/steps`,
    body: { ...body, wait: WAIT_SECONDS },
  } as const
  return (await deployment.callWithRetry(call)).reply
}

/** Sends the advance in `POST /v1/steps`, until its result is definite. */
async function advanceMany(deployment: Deployment, { name }: Job, body: object): Promise<Reply> {
  const call = {
    method: 'POST',
    path: '/v1/steps',
    body: { steps: [{ optimizer: name, ...body }] },
  }
  for (;;) {
    const { reply } = await deployment.callWithRetry(call as Call)
    const { status, result, problem } = reply.body.results[0]
    if (status !== 503) return { status, body: result ?? problem }
    await sleep(20)
  }
}

/** The leader's metrics at a step; none up to the resume step, whose metrics are the parent's. */
function metricsOf(
  { job, generation, resumeStep }: Incarnation,
  index: number,
  step: number,
): object {
  const { metricSource } = job
  if (metricSource?.by !== 'leader' || index !== 0 || step <= resumeStep) return {}
  if (metricSource.every ? !requiresMetric(job, step) : step % 7 !== 0) return {}
  return { metrics: { loss: lossAt(job, generation, step, 0) } }
}

/** Whether the response is stale_generation; asserts that a newer generation exists then. */
export function isStale(job: Job, generation: number, { status, body }: Reply): boolean {
  if (status !== 409 || body.code !== 'stale_generation') return false
  assertInvariant(
    body.current_generation > generation,
    'I3 fencing',
    () => `${job.name}: ${generation} was refused though ${body.current_generation} is current`,
  )
  return true
}
