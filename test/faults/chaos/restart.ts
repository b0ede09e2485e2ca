import { randomInteger, type Random } from '../random.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { OpenedGeneration } from '../invariants/observations.ts'
import { openingAnswered, checkOpening, openingSent } from '../invariants/progress.ts'
import { createIncarnation, type Incarnation } from './incarnation.ts'
import type { Run } from './run.ts'

/** How far a restart goes back at most: to before the last restart, now and then. */
const MAX_REWIND = 800

/**
 * Restarts a job from a step that every rank holds. All ranks of the new incarnation open it by
 * one key; those of the old one go on until they are told.
 */
export async function restart(
  run: Run,
  incarnation: Incarnation,
  random: Random,
): Promise<Incarnation> {
  const { job, lag, generation } = incarnation
  const { config } = run.deployment
  const opening = {
    key: `generation-${generation + 1}`,
    resume_step: Math.max(0, lag.last() - randomInteger(random, 0, MAX_REWIND)),
    edits: random() < 0.3 ? 'drop' : 'keep',
  }
  const openings = Array.from({ length: config.ranks }, () =>
    openGeneration(run, incarnation, opening),
  )
  const [first] = await Promise.all(openings)
  await checkRefusals(run, incarnation, opening)
  lag.end()
  return createIncarnation(
    job,
    { generation: first!.generation, resumeStep: opening.resume_step },
    config.ranks,
  )
}

interface Opening {
  readonly key: string
  readonly resume_step: number
  readonly edits: string
}

const call = ({ job }: Incarnation, { key, ...body }: Opening) => ({
  method: 'PUT' as const,
  path: `${job.url}/generations/${key}`,
  body,
})

/** One rank's way into a new incarnation. */
async function openGeneration(
  run: Run,
  incarnation: Incarnation,
  opening: Opening,
): Promise<OpenedGeneration> {
  const { observed } = incarnation.job
  openingSent(observed)
  const { reply } = await run.deployment.callWithRetry(call(incarnation, opening))
  openingAnswered(observed)
  assertInvariant(
    reply.status === 201 || reply.status === 200,
    'plain answers',
    () => `${incarnation.job.name}: ${JSON.stringify(reply)}`,
  )
  const { generation, key, parent, resume_step } = reply.body
  const answer = { generation, key, parent, resume_step }
  assertInvariant(
    key === opening.key && parent === incarnation.generation && resume_step === opening.resume_step,
    'plain answers',
    () => `${incarnation.job.name} asked for ${JSON.stringify(opening)}: ${JSON.stringify(answer)}`,
  )
  checkOpening(observed, reply.body)
  return answer
}

/** A rank that restarts from another checkpoint, and one that restarts by an old key. */
async function checkRefusals(
  { deployment }: Run,
  incarnation: Incarnation,
  opening: Opening,
): Promise<void> {
  const { name } = incarnation.job
  const lost = { ...opening, resume_step: opening.resume_step + 1 }
  const { reply: conflict } = await deployment.callWithRetry(call(incarnation, lost))
  assertInvariant(
    conflict.status === 409 && conflict.body.code === 'generation_conflict',
    'I3 fencing',
    () => `${name}: another resume step was answered ${JSON.stringify(conflict)}`,
  )
  if (incarnation.generation === 1) return
  const late = { ...opening, key: `generation-${incarnation.generation}` }
  const { reply: stale } = await deployment.callWithRetry(call(incarnation, late))
  assertInvariant(
    stale.status === 409,
    'I3 fencing',
    () => `${name}: an old key got ${JSON.stringify(stale)}`,
  )
}
