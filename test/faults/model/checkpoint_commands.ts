import type { ObservedDecision } from '../invariants/observations.ts'
import { observedProgress } from '../invariants/observations.ts'
import type { Body } from '../invariants/events.ts'
import { openingAnswered, checkOpening, openingSent } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { InstanceIndex } from './commands.ts'
import { sendWithRetry } from './retry.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** A checkpoint, and what was known when it was taken. */
export interface Saved {
  readonly document: Body
  readonly edits: number
  readonly cancels: number
  readonly decided: readonly ObservedDecision[]
}

export async function save(
  system: SystemUnderTest,
  model: Model,
  at: InstanceIndex,
): Promise<void> {
  const { status, body } = await sendWithRetry(system, model, at, { method: 'GET', path: '/state' })
  assertInvariant(status === 200, 'plain answers', () => JSON.stringify(body))
  const { edits, cancels, observed } = model
  model.saved = {
    document: body,
    edits: edits.length,
    cancels: cancels.length,
    decided: [...observed.decisions],
  }
}

/** Puts the last checkpoint in the place of all that happened since. */
export async function restore(
  system: SystemUnderTest,
  model: Model,
  at: InstanceIndex,
): Promise<void> {
  const { observed, saved } = model
  if (!saved) return
  openingSent(observed)
  const { document } = saved
  const request = { method: 'PUT', path: '/state', body: document } as const
  const { status, body } = await sendWithRetry(system, model, at, request)
  openingAnswered(observed)
  assertInvariant(status === 200, 'plain answers', () => JSON.stringify(body))
  const { generation, parent, resume_step, key, edits } = body
  const isNew =
    generation > observedProgress(observed).generation || generation === model.restoredGeneration
  assertInvariant(isNew, 'I3 fencing', () => `${observed.id}: restored as ${generation}`)
  const isThere = parent === document.generation && resume_step === document.sealed_through
  assertInvariant(isThere, 'plain answers', () => JSON.stringify(body))
  checkOpening(observed, body)
  model.restoredGeneration = generation
  model.incarnation = { key, resume_step, parent, edits, generation, created: 0, isRestored: true }
  discardLater(model, saved)
}

/** What happened after the checkpoint never did. */
function discardLater(model: Model, { edits, cancels, decided }: Saved): void {
  for (const edit of model.edits.slice(edits)) {
    edit.outcome = 'refused'
    delete edit.revision
  }
  model.cancels.length = Math.min(model.cancels.length, cancels)
  model.observed.decisions = [...decided]
}
