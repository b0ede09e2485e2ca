import { generationOf, observedProgress, type Progress } from '../invariants/observations.ts'
import { checkAdvance } from '../invariants/advances.ts'
import { lineOf, parentOf, type StepOfLine } from '../invariants/lines.ts'
import { openingAnswered, checkOpening, openingSent } from '../invariants/openings.ts'
import type { Body } from '../invariants/events.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { checkEnd, isStale } from './advance_commands.ts'
import type { CommandOf } from './command.ts'
import { sendWithRetry, type Request } from './retry.ts'
import type { Incarnation, Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** A rank joins the newest incarnation, or opens the next one if it is in that already. */
export async function restart(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'restart'>,
): Promise<void> {
  const { at, rank, ahead } = command
  if (model.generations[rank] === model.incarnation.generation)
    model.incarnation = nextIncarnation(model, command)
  const { incarnation, observed } = model
  const sent = observedProgress(observed)
  openingSent(observed)
  const response = await sendWithRetry(system, model, at, openingRequest(model, command))
  openingAnswered(observed)
  // The next generation was opened meanwhile.
  if (isStale(response, incarnation.generation ?? 0)) return
  const { status, body } = response
  const { key, resume_step, parent } = incarnation
  const isOpened =
    (status === 200 || status === 201) &&
    body.resume_step === resume_step &&
    body.parent === parent &&
    (body.ahead !== undefined) === (ahead !== undefined)
  const what = () => `${observed.id} ${key} of ${parent}: ${JSON.stringify([command, body])}`
  assertInvariant(isOpened, 'expected response', what)
  checkOpening(observed, body)
  incarnation.generation = body.generation
  incarnation.created += status === 201 ? 1 : 0
  const isOpenedOnce = incarnation.created <= 1
  assertInvariant(isOpenedOnce, 'I3 fencing', () => `${observed.id}: ${key} was opened twice`)
  checkFirstWindow(model, command, body, sent)
  model.generations[rank] = incarnation.generation!
  model.lastSteps[rank] = body.ahead?.through ?? resume_step
}

/** The opening, alone or as one of many, by its resume step or by the position of a checkpoint. */
function openingRequest(
  { incarnation, lastSteps }: Model,
  { form, ahead, isBatch }: CommandOf<'restart'>,
): Request {
  const { key, resume_step, parent, isChildOfCurrent, from, edits } = incarnation
  const position =
    form === 'from' ? { from } : { resume_step, ...(isChildOfCurrent ? {} : { parent }) }
  const body = {
    ...position,
    edits,
    ...(ahead === undefined ? {} : { ahead, late_metrics: true }),
    ...(incarnation.isRestored ? {} : { world_size: lastSteps.length }),
  }
  return isBatch
    ? { method: 'PUT', path: '', body: { key, ...body }, batch: 'generations' }
    : { method: 'PUT', path: `/generations/${key}`, body }
}

/** The window of an opening is that of an advance to the resume step. */
function checkFirstWindow(
  model: Model,
  { ahead }: CommandOf<'restart'>,
  body: Body,
  sent: Progress,
): void {
  if (ahead === undefined) return
  const { observed } = model
  // Not those of the newest incarnation, which another rank may have opened meanwhile.
  const { generation, resume_step: step } = body
  const own = generationOf(observed, generation)
  own.maxRequested = Math.max(own.maxRequested, step + ahead)
  checkEnd(model, body.ahead.ends)
  checkAdvance(observed, { ...body, step }, { generation, step, ahead }, sent)
}

/** The next incarnation: of the current line, or of another one. */
function nextIncarnation(model: Model, command: CommandOf<'restart'>): Incarnation {
  const { observed } = model
  model.incarnationCount += 1
  const key = `generation-${model.incarnationCount}`
  const from = checkpointOf(model, command)
  const parent = parentOf(observed, from)
  const isChildOfCurrent = parent === observed.current
  const { edits } = command
  return { key, resume_step: from.step, parent, isChildOfCurrent, from, edits, created: 0 }
}

/** A step of the current generation, or of another one that is still stored. */
function checkpointOf(model: Model, { back, up }: CommandOf<'restart'>): StepOfLine {
  const { observed } = model
  const { current } = observed
  const others = storedGenerations(model).filter((each) => each !== current)
  const generation = up === 0 || others.length === 0 ? current : others[back % others.length]!
  const { sealedThrough } = generationOf(observed, generation)
  return { generation, step: Math.max(0, sealedThrough - back) }
}

/** A restored checkpoint replaces the generations that it does not contain. */
const storedGenerations = ({ observed, restoredGeneration }: Model): number[] =>
  restoredGeneration === 1
    ? [...observed.generations.keys()]
    : lineOf(observed, observed.current).map(({ generation }) => generation)

/** A rank that resumes from another step than its incarnation receives generation_conflict. */
export async function joinWithWrongStep(
  system: SystemUnderTest,
  model: Model,
  { at }: CommandOf<'joinWithWrongStep'>,
): Promise<void> {
  const { key, generation, resume_step: resumeStep, from } = model.incarnation
  if (generation === undefined || generation === 1) return
  const wrong = resumeStep + 1
  const isByStep = resumeStep % 2 === 0
  const { status, body } = await sendWithRetry(system, model, at, {
    method: 'PUT',
    path: `/generations/${key}`,
    body: isByStep ? { resume_step: wrong } : { from: { ...from, step: wrong } },
  })
  if (isStale({ status, body }, generation)) return
  const isConflict = status === 409 && body.code === 'generation_conflict'
  assertInvariant(isConflict, 'I3 fencing', () => `${key}: ${JSON.stringify(body)}`)
}
