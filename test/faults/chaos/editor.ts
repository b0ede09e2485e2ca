import { setTimeout as sleep } from 'node:timers/promises'
import { NO_REPLY, type Call, type Reply } from '../call.ts'
import { randomInteger, randomFor, randomChoice, type Random } from '../random.ts'
import { observedProgress, type Progress } from '../invariants/observations.ts'
import { pathOf, type SentChange } from '../invariants/sent_changes.ts'
import type { SentCancel } from '../invariants/stored_events.ts'
import { checkEditStep, earliestStepOf } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { randomChange, type Change } from './changes.ts'
import type { Job } from './jobs.ts'
import type { Run } from './run.ts'
import type { RetriedReply } from './deployment.ts'

/** A client that changes a job from time to time, until the end of the run. */
export async function editor(run: Run, job: Job): Promise<void> {
  const random = randomFor(run.deployment.seed, `editor of ${job.name}`)
  const { meanEditMs } = run.deployment.config
  if (meanEditMs === 0) return
  for (let count = 1; !run.isOver(); count++) {
    await change(run, job, `edit ${count} of ${job.name}`, random)
    if (random() < 0.4) await cancel(run, job, random)
    await Promise.race([run.ended, sleep(meanEditMs * 2 * random(), undefined, { ref: false })])
  }
}

/** Changes of a job before its first advance, which act at step 0. */
export async function changesBeforeFirstAdvance(run: Run, job: Job): Promise<void> {
  const random = randomFor(run.deployment.seed, `first changes of ${job.name}`)
  for (let count = 1; count <= 3; count++) {
    await change(run, job, `first change ${count} of ${job.name}`, random)
  }
}

async function change(run: Run, job: Job, reason: string, random: Random): Promise<void> {
  const isKeyed = random() < 0.5
  const progress = observedProgress(job.observed)
  const later = progress.sealedThrough + randomInteger(random, -50, 2_000)
  const atStep = random() < 0.5 ? undefined : Math.max(1, later)
  const sent = randomChange(job, random, reason, atStep)
  job.changes.push(await send(run, job, { sent, reason, isKeyed, progress }))
}

interface Sending {
  readonly sent: Change
  readonly reason: string
  readonly isKeyed: boolean
  readonly progress: Progress
}

/** Sends a change, and returns its outcome. */
async function send(
  run: Run,
  job: Job,
  { sent: { kind, request, refusals = [] }, reason, isKeyed, progress }: Sending,
): Promise<SentChange> {
  const { method, body } = request
  const unknown: SentChange = { kind, request, reason, isKeyed, outcome: 'unknown' }
  const { reply, isAmbiguous } = await sendKeyed(run, {
    method,
    path: job.url + pathOf(request, reason),
    body,
    key: isKeyed ? reason : undefined,
  })
  if (!reply) return unknown
  const what = () => `${reason}: ${JSON.stringify([request, reply])}`
  if (reply.status < 300) return accepted(job, unknown, progress, reply)
  // It was applied, and then dropped by a restart without edits.
  if (reply.status === 404 && isAmbiguous) return unknown
  // A change beyond the end of a schedule has no value there.
  const allowed = job.hasEnd ? [...refusals, 'schedule_ended'] : refusals
  assertInvariant(isRefused(reply, allowed), 'expected response', what)
  return { ...unknown, outcome: isAmbiguous ? 'unknown' : 'refused' }
}

function accepted(
  { observed }: Job,
  sent: SentChange,
  progress: Progress,
  { body }: Reply,
): SentChange {
  const known = { outcome: 'accepted', earliest: earliestStepOf(observed, progress) } as const
  if (sent.request.path !== '/edits') return { ...sent, ...known }
  const { step, revision } = body
  checkEditStep(observed, progress, step)
  return { ...sent, ...known, step, revision }
}

/** Whether a refusal is the one of a sealed step, or one of these codes or pointers. */
function isRefused({ status, body }: Reply, refusals: readonly string[]): boolean {
  if (status === 409 && body.code === 'step_sealed') return body.earliest_step > 0
  const pointers = (body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer)
  return [body.code, ...pointers].some((each) => refusals.includes(each))
}

/** Cancels one of the last edits, if its step is not sealed yet. */
async function cancel(run: Run, job: Job, random: Random): Promise<void> {
  const accepted = job.changes.filter(({ revision }) => revision !== undefined).slice(-5)
  if (accepted.length === 0) return
  const { revision } = randomChoice(random, accepted)
  const attempt: SentCancel = { revision: revision!, outcome: 'unknown' }
  job.cancels.push(attempt)
  const key = random() < 0.5 ? `cancel ${job.cancels.length}` : undefined
  const path = `${job.url}/edits/${revision}`
  const { reply, isAmbiguous } = await sendKeyed(run, { method: 'DELETE', path, key })
  if (!reply) return
  const { status, body } = reply
  const isRefused = body.code === 'step_sealed' || body.code === 'edit_not_found'
  assertInvariant(status === 204 || isRefused, 'expected response', () => JSON.stringify(reply))
  if (status === 204) attempt.outcome = 'accepted'
  if (isRefused && !isAmbiguous) attempt.outcome = 'refused'
}

/** With a key it retries until there is a response; without one it sends once, as a repeat is another edit. */
async function sendKeyed({ deployment }: Run, request: Call): Promise<Partial<RetriedReply>> {
  if (request.key !== undefined) return deployment.callWithRetry(request)
  const reply = await deployment.call(request)
  if (reply === NO_REPLY || reply.status === 503) return { isAmbiguous: true }
  return { reply, isAmbiguous: false }
}
