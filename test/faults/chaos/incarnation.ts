import { setTimeout as sleep } from 'node:timers/promises'
import { randomFor, type Random } from '../random.ts'
import type { Job } from './jobs.ts'
import { boundedLag, type BoundedLag } from './bounded_lag.ts'
import { runRank } from './rank.ts'
import { restart } from './restart.ts'
import type { Run } from './run.ts'

/** One incarnation of a job. */
export interface Incarnation {
  readonly job: Job
  readonly generation: number
  /** The step that it resumed from. */
  readonly resumeStep: number
  readonly lag: BoundedLag
}

/** How many steps a rank may be ahead of the slowest one. */
const MAX_LAG = 3_000

/** Runs a registered job to the end of the run, through all its restarts. */
export async function runJob(run: Run, job: Job): Promise<void> {
  const { deployment } = run
  const { ranks } = deployment.config
  const random = randomFor(deployment.seed, `restarts of ${job.name}`)
  const allRanks: Promise<void>[] = []
  // Abort immediately: the loop below would not see the error until the next restart.
  const startRank = (incarnation: Incarnation, index: number) =>
    runRank(run, incarnation, index).catch((error: unknown) => deployment.failure.abort(error))
  let incarnation = createIncarnation(job, { generation: 1, resumeStep: 0 }, ranks)
  for (;;) {
    allRanks.push(...Array.from({ length: ranks }, (_, index) => startRank(incarnation, index)))
    if (!(await waitForRestart(run, random))) break
    incarnation = await restart(run, incarnation, random)
  }
  incarnation.lag.end()
  await Promise.all(allRanks)
}

export const createIncarnation = (
  job: Job,
  from: { generation: number; resumeStep: number },
  ranks: number,
): Incarnation => ({
  job,
  ...from,
  lag: boundedLag(ranks, from.resumeStep, MAX_LAG),
})

/** Waits until the next restart of a job. Returns false if the run ends first. */
async function waitForRestart(run: Run, random: Random): Promise<boolean> {
  const { meanRestartMs } = run.deployment.config
  if (meanRestartMs === 0) {
    await run.ended
    return false
  }
  await Promise.race([
    run.ended,
    sleep(meanRestartMs * (0.3 + 1.4 * random()), undefined, { ref: false }),
  ])
  return !run.isOver()
}
