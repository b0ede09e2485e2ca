import { randomInteger, type Random } from '../random.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { OpenedGeneration } from '../invariants/observations.ts'
import { openingAnswered, checkOpening, openingSent } from '../invariants/openings.ts'
import { createIncarnation, type Incarnation } from './incarnation.ts'
import type { Run } from './run.ts'

/** The maximum rewind of a restart, in steps: sometimes to before the previous restart. */
const MAX_REWIND = 800

/**
 * Restarts a job from a step that every rank has. All ranks of the new incarnation open it with one
 * key; those of the old one continue until they receive stale_generation.
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

/** Opens or confirms the generation, as one rank. */
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
    'expected response',
    () => `${incarnation.job.name}: ${JSON.stringify(reply)}`,
  )
  const { generation, key, parent, resume_step } = reply.body
  const response = { generation, key, parent, resume_step }
  assertInvariant(
    key === opening.key && parent === incarnation.generation && resume_step === opening.resume_step,
    'expected response',
    () =>
      `${incarnation.job.name} requested ${JSON.stringify(opening)}: ${JSON.stringify(response)}`,
  )
  checkOpening(observed, reply.body)
  return response
}

/** Checks the refusals of a rank with another checkpoint, and of a rank with an old key. */
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
    () => `${name}: another resume step returned ${JSON.stringify(conflict)}`,
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
