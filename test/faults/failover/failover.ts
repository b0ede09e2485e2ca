import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { between, chanceOf } from '../random.ts'
import { must } from '../invariants/violation.ts'
import { jobsOf, type Job } from './job.ts'
import { strike, type Loss, type Strike, type Struck } from './lost_primary.ts'
import { editor, rank } from './trainers.ts'
import { verdict, type Judged } from './final_check.ts'
import { startWorld, type World } from './deployment.ts'

export interface Setting {
  readonly seed: number
  /** How many replicas are waited for before anything is acknowledged. */
  readonly replicas: number
  readonly losses: readonly Loss[]
}

/** What happened in a run. */
export interface Report {
  readonly jobs: readonly Job[]
  readonly struck: readonly Struck[]
  readonly judged: Judged
}

/**
 * Lets ranks train through failovers, and tells what happened.
 * @throws {Violation} the first thing that the service did and must never do.
 */
export async function failover(setting: Setting): Promise<Report> {
  const world = await startWorld(setting.seed, setting.replicas)
  try {
    return await trained(world, setting)
  } finally {
    await world.close()
  }
}

const RANKS = 4

async function trained(world: World, { seed, losses, replicas }: Setting): Promise<Report> {
  const jobs = jobsOf()
  await Promise.all(jobs.map((job) => register(world, job)))
  // A registration that a failover takes back would be sent again: that is another test.
  await sleep(200)
  const everyone = jobs.flatMap((job) => [
    editor(world, job),
    ...Array.from({ length: RANKS }, (_, index) => rank(world, job, index)),
  ])
  const work = everyone.map((each) => each.catch((error: unknown) => world.failure.abort(error)))
  const random = chanceOf(seed, 'failovers')
  const struck: Strike[] = []
  for (const loss of losses) {
    const last = struck.at(-1)
    await last?.repair()
    // What only some replicas have is lost if sentinels leave a primary that lives.
    if (last) assert.equal(await world.redis.primary(), last.successor, 'an unasked failover')
    await sleep(between(random, 300, 600))
    struck.push(await strike(world, loss, between(random, 500, 900)))
    world.failure.signal.throwIfAborted()
  }
  // Whoever has seen more than there is comes and says so.
  await sleep(500)
  world.end()
  await Promise.all(work)
  world.failure.signal.throwIfAborted()
  return { jobs, struck, judged: await verdict(world, jobs, replicas > 0) }
}

async function register(world: World, { name, url, registration }: Job): Promise<void> {
  const reply = await world.insist(() => ({ method: 'PUT', path: url, body: registration }))
  must(reply.status < 300, 'plain answers', () => `${name}: ${JSON.stringify(reply)}`)
}
