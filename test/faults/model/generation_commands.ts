import { observedProgress, generationOf } from '../invariants/observations.ts'
import { openingAnswered, checkOpening, openingSent } from '../invariants/openings.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { isStale } from './advance_commands.ts'
import type { CommandOf } from './commands.ts'
import { sendWithRetry } from './retry.ts'
import type { Incarnation, Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** A rank joins the newest incarnation, or opens the next one if it is in that already. */
export async function restart(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'restart'>,
): Promise<void> {
  const { at, rank } = command
  if (model.generations[rank] === model.incarnation.generation)
    model.incarnation = nextIncarnation(model, command)
  const { incarnation, observed } = model
  openingSent(observed)
  const { key, resume_step, parent, edits } = incarnation
  const body = {
    resume_step,
    parent,
    edits,
    ...(incarnation.isRestored ? {} : { world_size: model.lastSteps.length }),
  }
  const request = { method: 'PUT', path: `/generations/${key}`, body } as const
  const response = await sendWithRetry(system, model, at, request)
  openingAnswered(observed)
  // The next generation was opened meanwhile.
  if (isStale(response, incarnation.generation ?? 0)) return
  const { status } = response
  const isOpened = status === 200 || status === 201
  assertInvariant(isOpened, 'expected response', () => `${key}: ${JSON.stringify(response.body)}`)
  checkOpening(observed, response.body)
  incarnation.generation = response.body.generation
  incarnation.created += status === 201 ? 1 : 0
  assertInvariant(
    incarnation.created <= 1,
    'I3 fencing',
    () => `${observed.id}: ${key} was opened twice`,
  )
  model.generations[rank] = incarnation.generation!
  model.lastSteps[rank] = resume_step
}

/** The next incarnation: a child of the current one, or of its parent. */
function nextIncarnation(model: Model, { back, edits, up }: CommandOf<'restart'>): Incarnation {
  const { generation } = observedProgress(model.observed)
  model.incarnationCount += 1
  const key = `generation-${model.incarnationCount}`
  const { opened, sealedThrough } = generationOf(model.observed, generation)
  if (up === 0 || opened.parent === 0) {
    const resume_step = Math.max(0, sealedThrough - back)
    return { key, resume_step, edits, created: 0 }
  }
  // From a step before the current one's resume step: another branch of the tree.
  const { parent, resume_step: before } = opened
  return { key, resume_step: Math.max(0, before - back), parent, edits, created: 0 }
}

/** A rank that resumes from another step than its incarnation receives generation_conflict. */
export async function joinWithWrongStep(
  system: SystemUnderTest,
  model: Model,
  { at }: CommandOf<'joinWithWrongStep'>,
): Promise<void> {
  const { key, generation, resume_step } = model.incarnation
  if (generation === undefined || generation === 1) return
  const { status, body } = await sendWithRetry(system, model, at, {
    method: 'PUT',
    path: `/generations/${key}`,
    body: { resume_step: resume_step + 1 },
  })
  if (isStale({ status, body }, generation)) return
  const isConflict = status === 409 && body.code === 'generation_conflict'
  assertInvariant(isConflict, 'I3 fencing', () => `${key}: ${JSON.stringify(body)}`)
}
