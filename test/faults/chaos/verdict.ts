import { must } from '../oracle/violation.ts'
import { textOf, type Row } from '../oracle/answer.ts'
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
    job.oracle.read(job.oracle.floor(), await get(world, job.url))
    replayed += await folds(world, job)
  }
  return { replayed }
}

async function get(world: World, path: string): Promise<any> {
  const { reply } = await world.insist({ method: 'GET', path })
  must(reply.status === 200, 'plain answers', () => `${path}: ${JSON.stringify(reply)}`)
  return reply.body
}

const PARAMS = ['lr', 'momentum', 'weight_decay']
/** Steps in one answer. */
const PAGE = 5_000

/** I6: the whole trajectory of the last generation, replayed, is what was handed out. */
async function folds(world: World, job: Job): Promise<number> {
  const { generation, sealedThrough } = job.oracle.floor()
  let compared = 0
  for (let from = 0; from <= sealedThrough; from += PAGE) {
    const to = Math.min(sealedThrough, from + PAGE - 1)
    const path = `${job.url}/lr?from=${from}&to=${to}&params=${PARAMS.join(',')}`
    const { steps, groups } = await get(world, path)
    steps.forEach((step: number, at: number) => {
      const given = job.oracle.ownerOf(generation, step).values[step]
      if (given === undefined) return
      compared += 1
      const now = textOf(groups.map((group: Columns) => rowAt(group, at)))
      must(now === given, 'I6 fold', () => `${job.name} step ${step} was ${given}, now ${now}`)
    })
  }
  return compared
}

type Columns = Readonly<Record<string, readonly unknown[]>> & { readonly name: string }

const rowAt = (group: Columns, at: number): Row => ({
  name: group.name,
  ...Object.fromEntries(PARAMS.map((param) => [param, group[param]![at]])),
})
