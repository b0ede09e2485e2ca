import { setTimeout as sleep } from 'node:timers/promises'
import { chanceOf } from '../random.ts'
import { floorOf } from '../invariants/observations.ts'
import { read } from '../invariants/progress.ts'
import { must } from '../invariants/violation.ts'
import type { Job } from './jobs.ts'
import type { Run } from './run.ts'

/** Somebody who looks at a job now and then: it never goes back, whoever is asked. */
export async function watcher(run: Run, job: Job): Promise<void> {
  const random = chanceOf(run.world.seed, `watcher of ${job.name}`)
  while (!run.isOver()) {
    const sent = floorOf(job.book)
    const { reply } = await run.world.insist({ method: 'GET', path: job.url })
    must(reply.status === 200, 'plain answers', () => `${job.name}: ${JSON.stringify(reply)}`)
    read(job.book, sent, reply.body)
    await Promise.race([run.over, sleep(400 * random(), undefined, { ref: false })])
  }
}
