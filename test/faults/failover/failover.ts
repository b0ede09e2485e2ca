import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomInteger, randomFor } from '../random.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { createJobs, type Job } from './job.ts'
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
  /** How many replicas are waited for before anything is acknowledged. */
  readonly replicas: number
  readonly faults: readonly PrimaryFault[]
}

/** What happened in a run. */
export interface FailoverReport {
  readonly jobs: readonly Job[]
  readonly failovers: readonly FailoverResult[]
  readonly finalCheck: FinalCheck
}

/**
 * Lets ranks train through failovers, and tells what happened.
 * @throws {Violation} the first thing that the service did and must never do.
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
  // A registration that a failover takes back would be sent again: that is another test.
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
    // What only some replicas have is lost if sentinels leave a primary that lives.
    if (last) assert.equal(await deployment.redis.primary(), last.successor, 'an unasked failover')
    await sleep(randomInteger(random, 300, 600))
    failovers.push(await losePrimary(deployment, fault, randomInteger(random, 500, 900)))
    deployment.failure.signal.throwIfAborted()
  }
  // Whoever has seen more than there is comes and says so.
  await sleep(500)
  deployment.end()
  await Promise.all(work)
  deployment.failure.signal.throwIfAborted()
  return { jobs, failovers, finalCheck: await checkStoredState(deployment, jobs, replicas > 0) }
}

async function register(deployment: Deployment, { name, url, registration }: Job): Promise<void> {
  const reply = await deployment.callWithRetry(() => ({
    method: 'PUT',
    path: url,
    body: registration,
  }))
  assertInvariant(reply.status < 300, 'plain answers', () => `${name}: ${JSON.stringify(reply)}`)
}
