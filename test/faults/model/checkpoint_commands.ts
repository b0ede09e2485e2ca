import type { ObservedDecision } from '../invariants/observations.ts'
import { observedProgress } from '../invariants/observations.ts'
import type { Body } from '../invariants/events.ts'
import { openingAnswered, checkOpening, openingSent } from '../invariants/openings.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { InstanceIndex } from './command.ts'
import { sendWithRetry } from './retry.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** A checkpoint, and the state of the model at that time. */
export interface Saved {
  readonly document: Body
  readonly changes: number
  readonly cancels: number
  readonly decided: readonly ObservedDecision[]
}

export async function save(
  system: SystemUnderTest,
  model: Model,
  at: InstanceIndex,
): Promise<void> {
  const { status, body } = await sendWithRetry(system, model, at, { method: 'GET', path: '/state' })
  assertInvariant(status === 200, 'expected response', () => JSON.stringify(body))
  const { changes, cancels, observed } = model
  model.saved = {
    document: body,
    changes: changes.length,
    cancels: cancels.length,
    decided: [...observed.decisions],
  }
}

/** Restores the last checkpoint, which discards everything since. */
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
  assertInvariant(status === 200, 'expected response', () => JSON.stringify(body))
  const { generation, parent, resume_step, key, edits } = body
  const isNew =
    generation > observedProgress(observed).generation || generation === model.restoredGeneration
  assertInvariant(isNew, 'I3 fencing', () => `${observed.id}: restored as ${generation}`)
  const isThere =
    parent === document.generation && resume_step === Math.max(0, document.sealed_through)
  assertInvariant(isThere, 'expected response', () => JSON.stringify(body))
  checkOpening(observed, body)
  model.restoredGeneration = generation
  const from = { generation: parent, step: resume_step }
  const resumed = { resume_step, parent, isChildOfCurrent: false, from }
  model.incarnation = { key, ...resumed, edits, generation, created: 0, isRestored: true }
  discardLater(model, saved)
}

/** Discards the changes, cancels and decisions after the checkpoint. */
function discardLater(model: Model, { changes, cancels, decided }: Saved): void {
  for (const change of model.changes.slice(changes)) {
    change.outcome = 'refused'
    delete change.revision
  }
  model.cancels.length = Math.min(model.cancels.length, cancels)
  model.observed.decisions = [...decided]
}
