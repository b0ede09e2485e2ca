import { setTimeout as sleep } from 'node:timers/promises'
import { LOST, type Call, type Reply } from '../call.ts'
import { between, chanceOf, oneOf, type Chance } from '../chance.ts'
import { floorOf } from '../oracle/book.ts'
import { edited } from '../oracle/others.ts'
import { must } from '../oracle/violation.ts'
import type { Job } from './jobs.ts'
import type { Run } from './run.ts'

/** What an editor knows of an edit that it sent. */
export interface EditRecord {
  /** Said with the edit, and found again in the events. */
  readonly reason: string
  readonly isKeyed: boolean
  /** `unknown`: sent once, or refused late, and nobody can say whether it was carried out. */
  readonly outcome: 'accepted' | 'refused' | 'unknown'
  readonly step?: number | undefined
  readonly revision?: number | undefined
}

/** Somebody who watches a job and changes it now and then, until the run is over. */
export async function editor(run: Run, job: Job): Promise<void> {
  const random = chanceOf(run.world.seed, `editor of ${job.name}`)
  const { meanEditMs } = run.world.plan
  if (meanEditMs === 0) return
  for (let count = 1; !run.isOver(); count++) {
    job.edits.push(await edit(run, job, `edit ${count} of ${job.name}`, random))
    await Promise.race([run.over, sleep(meanEditMs * 2 * random())])
  }
}

async function edit(run: Run, job: Job, reason: string, random: Chance): Promise<EditRecord> {
  const isKeyed = random() < 0.5
  const sent = floorOf(job.book)
  const at =
    random() < 0.5 ? {} : { at_step: Math.max(1, sent.sealedThrough + between(random, -50, 900)) }
  const asked: Call = {
    method: 'POST',
    path: `${job.url}/edits`,
    body: { ...changeOf(random), ...at, reason },
    key: isKeyed ? reason : undefined,
  }
  const { reply, isOpen } = isKeyed ? await run.world.insist(asked) : await once(run, asked)
  if (!reply) return { reason, isKeyed, outcome: 'unknown' }
  if (reply.status === 409) {
    const isSealed = reply.body.code === 'step_sealed' && reply.body.earliest_step > 0
    must(isSealed, 'plain answers', () => `${reason}: ${JSON.stringify(reply)}`)
    return { reason, isKeyed, outcome: isOpen ? 'unknown' : 'refused' }
  }
  must(reply.status === 201, 'plain answers', () => `${reason}: ${JSON.stringify(reply)}`)
  const { step, revision } = reply.body
  edited(job.book, sent, step)
  return { reason, isKeyed, outcome: 'accepted', step, revision }
}

/** Without a key it is not sent again. */
async function once({ world }: Run, asked: Call): Promise<{ reply?: Reply; isOpen: boolean }> {
  const reply = await world.call(asked)
  if (reply === LOST || reply.status === 503) return { isOpen: true }
  return { reply, isOpen: false }
}

function changeOf(random: Chance): object {
  const groups = oneOf(random, [['backbone'], ['head'], ['backbone', 'head']])
  const lr = between(random, 1, 1_000) / 1e4
  return oneOf(random, [
    { groups, set: { lr } },
    { groups, scale: { lr: 0.5 + random() } },
    { groups, set: { weight_decay: lr, momentum: 0.5 + lr } },
  ])
}
