import type { Reply } from '../call.ts'
import { answered, opened, opens } from '../invariants/progress.ts'
import { must } from '../invariants/violation.ts'
import type { Job, Life } from './job.ts'
import type { World } from './deployment.ts'

/** What somebody is to do after a refusal; undefined where it was none that a failover explains. */
export async function recovered(
  world: World,
  job: Job,
  life: Life,
  { status, body }: Reply,
): Promise<boolean> {
  if (status !== 409) return false
  switch (body.code) {
    case 'stale_generation':
      must(body.current_generation > life.generation, 'I3 fencing', () => JSON.stringify(body))
      await job.rescue
      return true
    case 'unknown_generation':
      await reopened(world, job, life)
      return true
    case 'history_regressed':
      job.regressions += 1
      await rescued(world, job, life, body.sealed_through)
      return true
    default:
      return false
  }
}

/** The store has lost that an incarnation was opened: it is, from where it was. */
async function reopened(world: World, job: Job, life: Life): Promise<void> {
  const { key, parent } = life
  must(key !== undefined, 'nothing lost', () => `${job.name}: the first generation is unknown`)
  const reply = await put(world, job, { key: key!, parent: parent!, resumed: life.resumed })
  if (reply.body.code === 'unknown_generation') return reopened(world, job, parent!)
  if (reply.status === 201) job.reopened += 1
}

/** The store has lost what an incarnation has seen: the next one begins from what there is. */
async function rescued(world: World, job: Job, life: Life, sealed: number): Promise<void> {
  if (job.life !== life) return
  job.rescue ??= next(world, job, life, sealed).finally(() => (job.rescue = undefined))
  await job.rescue
}

async function next(world: World, job: Job, parent: Life, sealed: number): Promise<void> {
  const key = `after-${parent.generation}`
  for (let resumed = sealed; ;) {
    const { status, body } = await put(world, job, { key, parent, resumed })
    if (status < 300) {
      job.life = { generation: body.generation, key, parent, resumed }
      return
    }
    const what = () => `${job.name}: ${JSON.stringify(body)}`
    if (body.code === 'unknown_generation') await reopened(world, job, parent)
    // Another failover has set it back further.
    if (body.code === 'resume_ahead') resumed = body.sealed_through
    must(['unknown_generation', 'resume_ahead'].includes(body.code), 'plain answers', what)
  }
}

interface Wanted {
  readonly key: string
  readonly parent: Life
  readonly resumed: number
}

async function put(world: World, job: Job, { key, parent, resumed }: Wanted): Promise<Reply> {
  const { book, url } = job
  opens(book)
  const reply = await world.insist(() => ({
    method: 'PUT',
    path: `${url}/generations/${key}`,
    body: { resume_step: resumed, parent: parent.generation },
  }))
  answered(book)
  if (reply.status < 300) opened(book, reply.body)
  return reply
}
