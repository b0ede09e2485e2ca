import { setTimeout as sleep } from 'node:timers/promises'
import { LOST, type Call } from '../call.ts'
import { between, chanceOf } from '../random.ts'
import { asks, seenIn, told } from '../invariants/advances.ts'
import { floorOf, generationOf } from '../invariants/observations.ts'
import type { Sent } from '../invariants/stored_events.ts'
import { edited } from '../invariants/progress.ts'
import { must } from '../invariants/violation.ts'
import { lossAt, needsMetric, type Job, type Life } from './job.ts'
import { recovered } from './recovery.ts'
import type { World } from './deployment.ts'

const MAX_WINDOW = 40

/** One rank of a job, through all its incarnations. It says what any rank of it has seen. */
export async function rank(world: World, job: Job, index: number): Promise<void> {
  const random = chanceOf(world.seed, `${job.name} ${index}`)
  let { life } = job
  let held = life.resumed
  while (!world.isOver()) {
    if (life !== job.life) {
      life = job.life
      held = life.resumed
    }
    held = Math.max(held, await advance(world, job, { life, index, step: held + 1 }, random))
    await sleep(between(random, 20, 60))
  }
}

interface Turn {
  readonly life: Life
  readonly index: number
  readonly step: number
}

/** Asks for a window, and tells the last step that the rank holds now. */
async function advance(
  world: World,
  job: Job,
  { life, index, step }: Turn,
  random: () => number,
): Promise<number> {
  const { book, url } = job
  const { generation } = life
  const asked = { generation, step, ahead: between(random, 1, MAX_WINDOW) }
  const loss = lossAt(job, generation, step)
  const reports = index === 0 && needsMetric(job, step) ? { metrics: { loss } } : {}
  const sent = asks(book, asked)
  const reply = await world.insist(() => ({
    method: 'POST',
    path: `${url}/steps`,
    body: { ...asked, ...reports, seen: seenIn(book, generation) },
  }))
  if (reply.status === 202 || (await recovered(world, job, life, reply))) return 0
  must(reply.status === 200, 'plain answers', () => `${job.name}: ${JSON.stringify(reply)}`)
  told(book, reply.body, asked, sent)
  return reply.body.ahead.through
}

/** Somebody who edits a job, far ahead, so that what is lost has not acted. */
export async function editor(world: World, job: Job): Promise<void> {
  if (!job.isEdited) return
  const random = chanceOf(world.seed, `editor of ${job.name}`)
  for (let count = 1; !world.isOver(); count++) {
    const isKeyed = random() < 0.5
    const lr = between(random, 1, 1_000) / 1e4
    job.edits.push(await edit(world, job, { reason: `edit ${count} of ${job.name}`, isKeyed, lr }))
    await sleep(between(random, 20, 100))
  }
}

interface Wish {
  readonly reason: string
  readonly isKeyed: boolean
  readonly lr: number
}

async function edit(world: World, job: Job, { reason, isKeyed, lr }: Wish): Promise<Sent> {
  const { book, url, life } = job
  const { generation } = life
  const floor = floorOf(book)
  // The same in each attempt: a key stands for one request.
  const at_step = floor.sealedThrough + 2_000
  const asked = (): Call => ({
    method: 'POST',
    path: `${url}/edits`,
    body: { set: { lr }, at_step, reason, generation, seen: seenIn(book, generation) },
    key: isKeyed ? reason : undefined,
  })
  const reply = isKeyed ? await world.insist(asked) : await world.call(asked())
  const unknown: Sent = { reason, isKeyed, outcome: 'unknown' }
  if (reply === LOST || reply.status === 503) return unknown
  if (reply.status === 404 || (await recovered(world, job, life, reply))) return unknown
  const { status, body } = reply
  must(status === 201, 'plain answers', () => `${reason}: ${JSON.stringify(reply)}`)
  edited(book, floor, body.step)
  const own = generationOf(book, generation)
  own.revision = Math.max(own.revision, body.revision)
  return { ...unknown, outcome: 'accepted', revision: body.revision, step: body.step }
}
