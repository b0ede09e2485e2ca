import { setTimeout as sleep } from 'node:timers/promises'
import { chanceOf, type Chance } from '../random.ts'
import type { Job } from './jobs.ts'
import { paceOf, type Pace } from './bounded_lag.ts'
import { rank } from './rank.ts'
import { restarted } from './restart.ts'
import type { Run } from './run.ts'

/** One incarnation of a job. */
export interface Life {
  readonly job: Job
  readonly generation: number
  /** The step that it began from. */
  readonly resumed: number
  readonly pace: Pace
}

/** How far apart the ranks of a job may be. */
const SLACK = 3_000

/** A job, once it is registered, to the end of the run, through all its restarts. */
export async function lead(run: Run, job: Job): Promise<void> {
  const { world } = run
  const { ranks } = world.plan
  const random = chanceOf(world.seed, `lives of ${job.name}`)
  const everyone: Promise<void>[] = []
  // At once: whoever waits for a restart would not hear of it.
  const live = (life: Life, index: number) =>
    rank(run, life, index).catch((error: unknown) => world.failure.abort(error))
  let life = lifeOf(job, { generation: 1, resumed: 0 }, ranks)
  for (;;) {
    everyone.push(...Array.from({ length: ranks }, (_, index) => live(life, index)))
    if (!(await lasted(run, random))) break
    life = await restarted(run, life, random)
  }
  life.pace.end()
  await Promise.all(everyone)
}

export const lifeOf = (
  job: Job,
  from: { generation: number; resumed: number },
  ranks: number,
): Life => ({
  job,
  ...from,
  pace: paceOf(ranks, from.resumed, SLACK),
})

/** Waits for the next crash of a job. False if the run is over first. */
async function lasted(run: Run, random: Chance): Promise<boolean> {
  const { meanLifeMs } = run.world.plan
  if (meanLifeMs === 0) {
    await run.over
    return false
  }
  await Promise.race([
    run.over,
    sleep(meanLifeMs * (0.3 + 1.4 * random()), undefined, { ref: false }),
  ])
  return !run.isOver()
}
