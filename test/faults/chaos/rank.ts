import { setTimeout as sleep } from 'node:timers/promises'
import type { Call, Reply } from '../call.ts'
import { randomInteger, randomFor, type Random } from '../random.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { advanceSent, seenIn, checkAdvance, type AdvanceRequest } from '../invariants/advances.ts'
import { lossAt, requiresMetric, type Job } from './jobs.ts'
import type { Incarnation } from './incarnation.ts'
import type { Run } from './run.ts'
import { reportForQuorum } from './quorum_report.ts'
import type { Deployment } from './deployment.ts'

/** How long a rank that waits for a metric asks to be kept waiting, in seconds. */
const WAIT_SECONDS = 0.5

/** How often a rank asks together with others, and how often it says what it has seen. */
const ADVANCE_MANY_RATE = 0.05
const SEEN_RATE = 0.3

/** How often a rank asks for a step that it has had: as one that joins late, or looks again. */
const OLD_STEP_RATE = 0.01

/** One rank of one incarnation of a job, until the run is over or it is told that its life is. */
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

/** Asks until there is an answer, and tells the last step whose values it holds. */
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
    ...(ahead > 0 ? { ahead } : {}),
    ...(random() < SEEN_RATE ? { seen: seenIn(job.observed, generation) } : {}),
    ...metricsOf(incarnation, index, step),
  }
  const isTogether = random() < ADVANCE_MANY_RATE
  const reply = isTogether
    ? await advanceMany(deployment, job, body)
    : await advanceOne(deployment, job, body)
  if (isStale(job, generation, reply)) return 'over'
  if (reply.status === 202) return 'awaited'
  assertInvariant(
    reply.status === 200,
    'plain answers',
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

/** One call for many optimizers, until this one is answered. */
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

/** What the leader has to say of a step: nothing of those before it resumed, which others measured. */
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

/** Whether an answer says that a generation is over; then it must be. */
export function isStale(job: Job, generation: number, { status, body }: Reply): boolean {
  if (status !== 409 || body.code !== 'stale_generation') return false
  assertInvariant(
    body.current_generation > generation,
    'I3 fencing',
    () => `${job.name}: ${generation} was refused though ${body.current_generation} is current`,
  )
  return true
}
