import { must } from '../oracle/violation.ts'
import { floorOf } from '../oracle/book.ts'
import { replayed } from '../oracle/fold.ts'
import { read } from '../oracle/others.ts'
import type { Reply } from '../call.ts'
import type { Job } from './jobs.ts'
import type { World } from './world.ts'

/** What was found when all was over. */
export interface Judged {
  /** Steps of the last generations whose values were computed anew and compared. */
  readonly replayed: number
}

/** Whether what is stored agrees with all that was told, as processes see it that remember nothing. */
export async function verdict(world: World, jobs: readonly Job[]): Promise<Judged> {
  await Promise.all(world.posts.map(({ instance }) => instance.start()))
  let replayed = 0
  for (const job of jobs) {
    read(job.book, floorOf(job.book), await get(world, job.url))
    replayed += await folds(world, job)
  }
  return { replayed }
}

async function get(world: World, path: string): Promise<Reply['body']> {
  const { reply } = await world.insist({ method: 'GET', path })
  must(reply.status === 200, 'plain answers', () => `${path}: ${JSON.stringify(reply)}`)
  return reply.body
}

/** In the order in which advances tell them. */
const PARAMS = 'lr,momentum,weight_decay'
/** Steps in one answer. */
const PAGE = 5_000

/** The whole trajectory of the last generation, computed anew. */
async function folds(world: World, { url, book }: Job): Promise<number> {
  const { sealedThrough } = floorOf(book)
  let compared = 0
  for (let from = 0; from <= sealedThrough; from += PAGE) {
    const to = Math.min(sealedThrough, from + PAGE - 1)
    compared += replayed(book, await get(world, `${url}/lr?from=${from}&to=${to}&params=${PARAMS}`))
  }
  return compared
}
