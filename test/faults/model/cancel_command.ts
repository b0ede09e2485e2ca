import type { SentCancel } from '../invariants/stored_events.ts'
import type { SentChange } from '../invariants/sent_changes.ts'
import type { Event } from '../invariants/events.ts'
import { assertInvariant } from '../invariants/violation.ts'
import { lacksInitialLr } from './changes.ts'
import type { CommandOf } from './command.ts'
import { sendRetryingIfKeyed, sendWithRetry } from './retry.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** Cancels an accepted change, if there is one. */
export async function cancel(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'cancelEdit'>,
): Promise<void> {
  const { at, isKeyed, which } = command
  const accepted = model.changes.filter(({ outcome }) => outcome === 'accepted')
  if (accepted.length === 0) return
  const change = accepted[which % accepted.length]!
  const revision = change.revision ?? (await listedRevision(system, model, command, change))
  if (revision === undefined) return
  const attempt: SentCancel = { revision, outcome: 'unknown' }
  model.cancels.push(attempt)
  const { status, body, isAmbiguous } = await sendRetryingIfKeyed(system, model, at, {
    method: 'DELETE',
    path: `/edits/${revision}`,
    key: isKeyed ? `cancel ${model.lastNumber++}` : undefined,
  })
  if (status === 503) return
  if (status === 204) {
    attempt.outcome = 'accepted'
    return
  }
  // Its step is sealed, or it was cancelled before, or it is not in effect in this generation. Or
  // another group has the name of the removed one, or another change needs it.
  const isRefused =
    ['step_sealed', 'edit_not_found', 'group_exists'].includes(body.code) ||
    (body.code === 'invalid_request' && /was computed with this one/.test(body.detail)) ||
    lacksInitialLr(model, body)
  assertInvariant(
    isRefused,
    'expected response',
    () => `cancel ${revision}: ${JSON.stringify(body)}`,
  )
  attempt.outcome = isAmbiguous ? 'unknown' : 'refused'
}

/** The revision of a change that is not an edit: a client finds it in the list. */
async function listedRevision(
  system: SystemUnderTest,
  model: Model,
  { at }: CommandOf<'cancelEdit'>,
  { reason }: SentChange,
): Promise<number | undefined> {
  const { body } = await sendWithRetry(system, model, at, { method: 'GET', path: '/edits' })
  return (body.edits as readonly Event[]).find((each) => each.reason === reason)?.revision
}
