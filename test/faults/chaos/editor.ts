import { setTimeout as sleep } from 'node:timers/promises'
import { LOST, type Call } from '../call.ts'
import { between, chanceOf, oneOf, type Chance } from '../random.ts'
import { floorOf } from '../invariants/observations.ts'
import type { Cancel, Sent } from '../invariants/stored_events.ts'
import { edited } from '../invariants/progress.ts'
import { must } from '../invariants/violation.ts'
import type { Job } from './jobs.ts'
import type { Run } from './run.ts'
import type { Insisted } from './deployment.ts'

/** Somebody who watches a job and changes it now and then, until the run is over. */
export async function editor(run: Run, job: Job): Promise<void> {
  const random = chanceOf(run.world.seed, `editor of ${job.name}`)
  const { meanEditMs } = run.world.plan
  if (meanEditMs === 0) return
  for (let count = 1; !run.isOver(); count++) {
    const sent = await edit(run, job, `edit ${count} of ${job.name}`, random)
    job.edits.push(sent)
    if (random() < 0.4) await cancel(run, job, random)
    await Promise.race([run.over, sleep(meanEditMs * 2 * random(), undefined, { ref: false })])
  }
}

async function edit(run: Run, job: Job, reason: string, random: Chance): Promise<Sent> {
  const isKeyed = random() < 0.5
  const floor = floorOf(job.book)
  const { sealedThrough } = floor
  const at =
    random() < 0.5 ? {} : { at_step: Math.max(1, sealedThrough + between(random, -50, 2_000)) }
  const { reply, isOpen } = await send(run, {
    method: 'POST',
    path: `${job.url}/edits`,
    body: { ...changeOf(random), ...at, reason },
    key: isKeyed ? reason : undefined,
  })
  if (!reply) return { reason, isKeyed, outcome: 'unknown' }
  const { status, body } = reply
  const what = () => `${reason}: ${JSON.stringify(reply)}`
  if (status === 409) {
    const isSealed = body.code === 'step_sealed' && body.earliest_step > 0
    must(isSealed, 'plain answers', what)
    return { reason, isKeyed, outcome: isOpen ? 'unknown' : 'refused' }
  }
  // It was carried out, and then undone by a restart that drops edits.
  if (status === 404 && isOpen) return { reason, isKeyed, outcome: 'unknown' }
  must(status === 201, 'plain answers', what)
  const { step, revision } = body
  edited(job.book, floor, step)
  return { reason, isKeyed, outcome: 'accepted', step, revision }
}

/** Takes back one of the last edits, if it has not acted yet. */
async function cancel(run: Run, job: Job, random: Chance): Promise<void> {
  const known = job.edits.filter(({ revision }) => revision !== undefined).slice(-5)
  if (known.length === 0) return
  const { revision } = oneOf(random, known)
  const attempt: Cancel = { revision: revision!, outcome: 'unknown' }
  job.cancels.push(attempt)
  const key = random() < 0.5 ? `cancel ${job.cancels.length}` : undefined
  const path = `${job.url}/edits/${revision}`
  const { reply, isOpen } = await send(run, { method: 'DELETE', path, key })
  if (!reply) return
  const { status, body } = reply
  const isRefused = body.code === 'step_sealed' || body.code === 'edit_not_found'
  must(status === 204 || isRefused, 'plain answers', () => JSON.stringify(reply))
  if (status === 204) attempt.outcome = 'accepted'
  if (isRefused && !isOpen) attempt.outcome = 'refused'
}

/** With a key until there is an answer; without one once, since a repeat is another. */
async function send({ world }: Run, asked: Call): Promise<Partial<Insisted>> {
  if (asked.key !== undefined) return world.insist(asked)
  const reply = await world.call(asked)
  if (reply === LOST || reply.status === 503) return { isOpen: true }
  return { reply, isOpen: false }
}

function changeOf(random: Chance): object {
  const groups = oneOf(random, [{ groups: ['backbone'] }, { groups: ['head'] }, {}])
  const lr = between(random, 1, 1_000) / 1e4
  return oneOf(random, [
    { ...groups, set: { lr } },
    { ...groups, set: { initial_lr: lr } },
    { ...groups, scale: { lr: 0.5 + random() } },
    { ...groups, set: { weight_decay: lr, momentum: 0.5 + lr } },
  ])
}
