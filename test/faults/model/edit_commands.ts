import { observedProgress } from '../invariants/observations.ts'
import type { SentCancel, SentEdit } from '../invariants/stored_events.ts'
import { checkEditStep } from '../invariants/progress.ts'
import { assertInvariant } from '../invariants/violation.ts'
import type { EditKind, CommandOf } from './commands.ts'
import { isStale } from './advance_commands.ts'
import { sendRetryingIfKeyed } from './retry.ts'
import { GROUPS, type Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** The body of each edit, which its number distinguishes from every other. */
const CHANGES: Readonly<Record<EditKind, (mark: number) => object>> = {
  set: (mark) => ({ set: { lr: 1 + mark / 1_024 } }),
  scale: (mark) => ({ scale: { lr: mark % 2 === 0 ? 0.5 : 1.25 } }),
  rebase: (mark) => ({ set: { initial_lr: 2 + mark / 1_024 } }),
  momentum: (mark) => ({ set: { momentum: (mark % 1_000) / 1_024 } }),
}

/** Edits some groups, and records the outcome. */
export async function edit(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'edit'>,
): Promise<void> {
  const { at, isKeyed, groups, change, offset } = command
  model.lastNumber += 1
  const reason = `edit ${model.lastNumber}`
  const sent: SentEdit = { reason, isKeyed, outcome: 'unknown' }
  model.edits.push(sent)
  const progress = observedProgress(model.observed)
  const requested = CHANGES[change](model.lastNumber)
  const { generation, sealedThrough } = progress
  const response = await sendRetryingIfKeyed(system, model, at, {
    method: 'POST',
    path: '/edits',
    body: {
      ...requested,
      ...(groups === GROUPS.length ? {} : { groups: [GROUPS[groups]] }),
      ...(offset === null ? {} : { at_step: Math.max(0, sealedThrough + offset) }),
      // Every second edit is fenced by its generation.
      ...(model.lastNumber % 2 === 0 ? { generation } : {}),
      reason,
    },
    key: isKeyed ? reason : undefined,
  })
  const { status, body, isAmbiguous } = response
  if (status === 503) return
  if (isStale(response, generation) || isSealedStep(model, response)) {
    sent.outcome = 'refused'
    return
  }
  // It was applied, and then dropped by a generation without edits.
  if (status === 404 && isAmbiguous) return
  assertInvariant(status === 201, 'expected response', () => `${reason}: ${JSON.stringify(body)}`)
  Object.assign(sent, { outcome: 'accepted', revision: body.revision, step: body.step })
  checkEditStep(model.observed, progress, body.step)
  checkEffect(requested, body)
}

function isSealedStep(
  { observed }: Model,
  { status, body }: { status: number; body: Refused },
): boolean {
  if (status !== 409 || body.code !== 'step_sealed') return false
  const { sealed_through, earliest_step } = body
  const isNext = earliest_step === sealed_through + 1
  assertInvariant(isNext, 'expected response', () => `${observed.id}: ${JSON.stringify(body)}`)
  return true
}

interface Refused {
  readonly code: string
  readonly sealed_through: number
  readonly earliest_step: number
}

interface Effect {
  readonly before: readonly { readonly lr: number }[]
  readonly after: readonly Record<string, number>[]
}

function checkEffect(change: object, { before, after }: Effect): void {
  const { set = {}, scale } = change as { set?: Record<string, number>; scale?: { lr: number } }
  after.forEach((group, at) => {
    const wanted = scale ? { lr: before[at]!.lr * scale.lr } : set
    const isSo = Object.entries(wanted).every(([path, value]) => group[path] === value)
    assertInvariant(
      isSo,
      'expected response',
      () => `${JSON.stringify(change)} made ${JSON.stringify(group)}`,
    )
  })
}

/** Cancels an accepted edit, if there is one. */
export async function cancel(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'cancelEdit'>,
): Promise<void> {
  const { at, isKeyed, which } = command
  const accepted = model.edits.filter(({ revision }) => revision !== undefined)
  if (accepted.length === 0) return
  const revision = accepted[which % accepted.length]!.revision!
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
  // Its step is sealed, or it was cancelled before, or it is not in effect in this generation.
  const isRefused = body.code === 'step_sealed' || body.code === 'edit_not_found'
  assertInvariant(
    isRefused,
    'expected response',
    () => `cancel ${revision}: ${JSON.stringify(body)}`,
  )
  attempt.outcome = isAmbiguous ? 'unknown' : 'refused'
}
