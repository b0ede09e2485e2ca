import { setTimeout as sleep } from 'node:timers/promises'
import type { Call, Reply } from '../call.ts'
import { randomChoice, randomInteger, type Random } from '../random.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { checkAdvance } from '../invariants/advances.ts'
import { parentOf, type StepOfLine } from '../invariants/lines.ts'
import {
  generationOf,
  observedProgress,
  type OpenedGeneration,
} from '../invariants/observations.ts'
import { openingAnswered, checkOpening, openingSent } from '../invariants/openings.ts'
import { createIncarnation, type Incarnation } from './incarnation.ts'
import type { Run } from './run.ts'

/** The maximum rewind of a restart, in steps: sometimes to before the previous restart. */
const MAX_REWIND = 800

/** The longest first window of a generation. */
const MAX_AHEAD = 1_600

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
  const from = checkpointOf(incarnation, random)
  const parent = parentOf(job.observed, from)
  const edits = random() < 0.3 ? 'drop' : 'keep'
  const opening = { key: `generation-${generation + 1}`, from, parent, edits }
  const openings = Array.from({ length: config.ranks }, () =>
    openGeneration(run, incarnation, opening, random),
  )
  const [first] = await Promise.all(openings)
  await checkRefusals(run, incarnation, opening)
  lag.end()
  const { generation: next } = first!
  return createIncarnation(job, { generation: next, resumeStep: from.step }, config.ranks)
}

/** A step that every rank has, or one of an older generation. */
function checkpointOf({ job, generation, lag }: Incarnation, random: Random): StepOfLine {
  const back = randomInteger(random, 0, MAX_REWIND)
  if (random() < 0.8) return { generation, step: Math.max(0, lag.last() - back) }
  const { observed } = job
  const older = randomChoice(random, [...observed.generations.keys()])
  const { sealedThrough } = generationOf(observed, older)
  return { generation: older, step: Math.max(0, sealedThrough - back) }
}

interface Opening {
  readonly key: string
  readonly from: StepOfLine
  /** The generation that it resumes from. */
  readonly parent: number
  readonly edits: string
}

/** A call that names the position by its resume step, or by that of a checkpoint. */
const call = (
  { job }: Incarnation,
  { key, from, parent, edits }: Opening,
  isByCheckpoint: boolean,
): Call => ({
  method: 'PUT',
  path: `${job.url}/generations/${key}`,
  body: { ...(isByCheckpoint ? { from } : { resume_step: from.step, parent }), edits },
})

/** Opens or confirms the generation, as one rank, sometimes with its first window. */
async function openGeneration(
  run: Run,
  incarnation: Incarnation,
  opening: Opening,
  random: Random,
): Promise<OpenedGeneration> {
  const { observed, name } = incarnation.job
  const ahead = random() < 0.5 ? randomInteger(random, 0, MAX_AHEAD) : undefined
  const { body: position, ...single } = call(incarnation, opening, random() < 0.5)
  const window = ahead === undefined ? {} : { ahead, late_metrics: true }
  const body = { ...(position as object), ...window }
  const sent = observedProgress(observed)
  openingSent(observed)
  const reply =
    random() < 0.3
      ? await openMany(run, incarnation, { key: opening.key, ...body })
      : (await run.deployment.callWithRetry({ ...single, body })).reply
  openingAnswered(observed)
  const isOpened = reply.status === 201 || reply.status === 200
  assertInvariant(isOpened, 'expected response', () => `${name}: ${JSON.stringify(reply)}`)
  const { generation, key, parent, resume_step } = reply.body
  const response = { generation, key, parent, resume_step }
  const isSame =
    key === opening.key && parent === opening.parent && resume_step === opening.from.step
  assertInvariant(
    isSame,
    'expected response',
    () => `${name} requested ${JSON.stringify(opening)}: ${JSON.stringify(response)}`,
  )
  checkOpening(observed, reply.body)
  if (ahead === undefined) return response
  const own = generationOf(observed, generation)
  own.maxRequested = Math.max(own.maxRequested, resume_step + ahead)
  checkAdvance(
    observed,
    { ...reply.body, step: resume_step },
    { generation, step: resume_step, ahead },
    sent,
  )
  return response
}

/** Opens the generation by `POST /v1/generations`, until its result is definite. */
async function openMany(run: Run, { job }: Incarnation, item: object): Promise<Reply> {
  const body = { generations: [{ optimizer: job.name, ...item }] }
  for (;;) {
    const { reply } = await run.deployment.callWithRetry({
      method: 'POST',
      path: '/v1/generations',
      body,
    })
    const { status, result, problem } = reply.body.results[0]
    if (status !== 503) return { status, body: result ?? problem }
    await sleep(20)
  }
}

/** Checks the refusals of a rank with another checkpoint, and of a rank with an old key. */
async function checkRefusals(
  { deployment }: Run,
  incarnation: Incarnation,
  opening: Opening,
): Promise<void> {
  const { name } = incarnation.job
  const lost = { ...opening, from: { ...opening.from, step: opening.from.step + 1 } }
  const { reply: conflict } = await deployment.callWithRetry(call(incarnation, lost, false))
  assertInvariant(
    conflict.status === 409 && conflict.body.code === 'generation_conflict',
    'I3 fencing',
    () => `${name}: another resume step returned ${JSON.stringify(conflict)}`,
  )
  if (incarnation.generation === 1) return
  const late = { ...opening, key: `generation-${incarnation.generation}` }
  const { reply: stale } = await deployment.callWithRetry(call(incarnation, late, true))
  assertInvariant(
    stale.status === 409,
    'I3 fencing',
    () => `${name}: an old key got ${JSON.stringify(stale)}`,
  )
}
