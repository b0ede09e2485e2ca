import { setTimeout as sleep } from 'node:timers/promises'
import { NO_REPLY, type Call } from '../call.ts'
import { randomInteger, randomFor, randomChoice, type Random } from '../random.ts'
import { observedProgress } from '../invariants/observations.ts'
import type { SentCancel, SentEdit } from '../invariants/stored_events.ts'
import { checkEditStep } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { Job } from './jobs.ts'
import type { Run } from './run.ts'
import type { RetriedReply } from './deployment.ts'

/** A client that edits a job from time to time, until the end of the run. */
export async function editor(run: Run, job: Job): Promise<void> {
  const random = randomFor(run.deployment.seed, `editor of ${job.name}`)
  const { meanEditMs } = run.deployment.config
  if (meanEditMs === 0) return
  for (let count = 1; !run.isOver(); count++) {
    const sent = await edit(run, job, `edit ${count} of ${job.name}`, random)
    job.edits.push(sent)
    if (random() < 0.4) await cancel(run, job, random)
    await Promise.race([run.ended, sleep(meanEditMs * 2 * random(), undefined, { ref: false })])
  }
}

async function edit(run: Run, job: Job, reason: string, random: Random): Promise<SentEdit> {
  const isKeyed = random() < 0.5
  const progress = observedProgress(job.observed)
  const { sealedThrough } = progress
  const at =
    random() < 0.5
      ? {}
      : { at_step: Math.max(1, sealedThrough + randomInteger(random, -50, 2_000)) }
  const { reply, isAmbiguous } = await send(run, {
    method: 'POST',
    path: `${job.url}/edits`,
    body: { ...randomChange(random), ...at, reason },
    key: isKeyed ? reason : undefined,
  })
  if (!reply) return { reason, isKeyed, outcome: 'unknown' }
  const { status, body } = reply
  const what = () => `${reason}: ${JSON.stringify(reply)}`
  if (status === 409) {
    const isSealed = body.code === 'step_sealed' && body.earliest_step > 0
    assertInvariant(isSealed, 'expected response', what)
    return { reason, isKeyed, outcome: isAmbiguous ? 'unknown' : 'refused' }
  }
  // It was applied, and then dropped by a restart without edits.
  if (status === 404 && isAmbiguous) return { reason, isKeyed, outcome: 'unknown' }
  assertInvariant(status === 201, 'expected response', what)
  const { step, revision } = body
  checkEditStep(job.observed, progress, step)
  return { reason, isKeyed, outcome: 'accepted', step, revision }
}

/** Cancels one of the last edits, if its step is not sealed yet. */
async function cancel(run: Run, job: Job, random: Random): Promise<void> {
  const accepted = job.edits.filter(({ revision }) => revision !== undefined).slice(-5)
  if (accepted.length === 0) return
  const { revision } = randomChoice(random, accepted)
  const attempt: SentCancel = { revision: revision!, outcome: 'unknown' }
  job.cancels.push(attempt)
  const key = random() < 0.5 ? `cancel ${job.cancels.length}` : undefined
  const path = `${job.url}/edits/${revision}`
  const { reply, isAmbiguous } = await send(run, { method: 'DELETE', path, key })
  if (!reply) return
  const { status, body } = reply
  const isRefused = body.code === 'step_sealed' || body.code === 'edit_not_found'
  assertInvariant(status === 204 || isRefused, 'expected response', () => JSON.stringify(reply))
  if (status === 204) attempt.outcome = 'accepted'
  if (isRefused && !isAmbiguous) attempt.outcome = 'refused'
}

/** With a key it retries until there is a response; without one it sends once, as a repeat is another edit. */
async function send({ deployment }: Run, request: Call): Promise<Partial<RetriedReply>> {
  if (request.key !== undefined) return deployment.callWithRetry(request)
  const reply = await deployment.call(request)
  if (reply === NO_REPLY || reply.status === 503) return { isAmbiguous: true }
  return { reply, isAmbiguous: false }
}

function randomChange(random: Random): object {
  const groups = randomChoice(random, [{ groups: ['backbone'] }, { groups: ['head'] }, {}])
  const lr = randomInteger(random, 1, 1_000) / 1e4
  return randomChoice(random, [
    { ...groups, set: { lr } },
    { ...groups, set: { initial_lr: lr } },
    { ...groups, scale: { lr: 0.5 + random() } },
    { ...groups, set: { weight_decay: lr, momentum: 0.5 + lr } },
  ])
}
