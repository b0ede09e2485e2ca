import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomInteger, randomFor } from '../random.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { pathOf } from '../invariants/sent_changes.ts'
import { createJobs, firstChanges, type Job } from './job.ts'
import {
  losePrimary,
  type PrimaryFault,
  type Failover,
  type FailoverResult,
} from './lost_primary.ts'
import { runEditor, runRank } from './trainers.ts'
import { checkStoredState, type FinalCheck } from './final_check.ts'
import { startDeployment, type Deployment } from './deployment.ts'

export interface FailoverOptions {
  readonly seed: number
  /** LOCKSTEP_REDIS_WAIT: how many replicas must acknowledge a write. */
  readonly replicas: number
  readonly faults: readonly PrimaryFault[]
}

/** The results of a run. */
export interface FailoverReport {
  readonly jobs: readonly Job[]
  readonly failovers: readonly FailoverResult[]
  readonly finalCheck: FinalCheck
}

/**
 * Runs ranks through failovers, and returns a report.
 * @throws {Violation} the first violation of an invariant.
 */
export async function runFailovers(setting: FailoverOptions): Promise<FailoverReport> {
  const deployment = await startDeployment(setting.seed, setting.replicas)
  try {
    return await trainThroughFailovers(deployment, setting)
  } finally {
    await deployment.close()
  }
}

const RANKS = 4

async function trainThroughFailovers(
  deployment: Deployment,
  { seed, faults, replicas }: FailoverOptions,
): Promise<FailoverReport> {
  const jobs = createJobs()
  await Promise.all(jobs.map((job) => register(deployment, job)))
  // Let the registrations replicate: a lost registration is sent again, which is another test.
  await sleep(200)
  const clients = jobs.flatMap((job) => [
    runEditor(deployment, job),
    ...Array.from({ length: RANKS }, (_, index) => runRank(deployment, job, index)),
  ])
  const work = clients.map((each) =>
    each.catch((error: unknown) => deployment.failure.abort(error)),
  )
  const random = randomFor(seed, 'failovers')
  const failovers: Failover[] = []
  for (const fault of faults) {
    const last = failovers.at(-1)
    await last?.repair()
    // If sentinels replaced a healthy primary, writes that only some replicas have would be lost.
    if (last)
      assert.equal(await deployment.redis.primary(), last.successor, 'an unexpected failover')
    await sleep(randomInteger(random, 300, 600))
    failovers.push(await losePrimary(deployment, fault, randomInteger(random, 500, 900)))
    deployment.failure.signal.throwIfAborted()
  }
  // Wait until every rank with lost history has sent its `seen`.
  await sleep(500)
  deployment.end()
  await Promise.all(work)
  deployment.failure.signal.throwIfAborted()
  return { jobs, failovers, finalCheck: await checkStoredState(deployment, jobs, replicas > 0) }
}

/** Registers a job, and changes it before its first advance. */
async function register(deployment: Deployment, job: Job): Promise<void> {
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
