import { setTimeout as sleep } from 'node:timers/promises'
import { createJobs, type Job } from './job.ts'
import { runEditor } from './editor.ts'
import { runRank } from './rank.ts'
import { register } from './register.ts'
import { checkStoredState, type FinalCheck } from './final_check.ts'
import { startDeployment, type Deployment, type DeploymentOptions } from './deployment.ts'

/** The results of a run. */
export interface FailoverReport<Strikes> {
  readonly jobs: readonly Job[]
  readonly strikes: Strikes
  readonly finalCheck: FinalCheck
}

/** Strikes the Redis of a deployment, and resolves when everything is repaired. */
export type StrikeRedis<Strikes> = (deployment: Deployment) => Promise<Strikes>

/**
 * Runs ranks and editors while their Redis is struck, and returns a report.
 * @throws {Violation} the first violation of an invariant.
 */
export async function runFailovers<Strikes>(
  options: DeploymentOptions,
  strikeRedis: StrikeRedis<Strikes>,
): Promise<FailoverReport<Strikes>> {
  const deployment = await startDeployment(options)
  try {
    return await trainThroughFailovers(deployment, strikeRedis)
  } finally {
    await deployment.close()
  }
}

async function trainThroughFailovers<Strikes>(
  deployment: Deployment,
  strikeRedis: StrikeRedis<Strikes>,
): Promise<FailoverReport<Strikes>> {
  const jobs = createJobs()
  await Promise.all(jobs.map((job) => register(deployment, job)))
  // Let the registrations replicate: a lost registration is sent again, which is another test.
  await sleep(200)
  const clients = jobs.flatMap((job) => [
    runEditor(deployment, job),
    ...job.ranks.map((rank) => runRank(deployment, job, rank)),
  ])
  const work = clients.map((each) =>
    each.catch((error: unknown) => deployment.failure.abort(error)),
  )
  const strikes = await strikeRedis(deployment)
  // Wait until every rank with lost history has sent its `seen`.
  await sleep(500)
  deployment.end()
  await Promise.all(work)
  deployment.failure.signal.throwIfAborted()
  return { jobs, strikes, finalCheck: await checkStoredState(deployment, jobs) }
}
