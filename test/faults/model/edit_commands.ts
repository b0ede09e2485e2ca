import { floorOf } from '../invariants/observations.ts'
import type { Cancel, Sent } from '../invariants/stored_events.ts'
import { edited } from '../invariants/progress.ts'
import { must } from '../invariants/violation.ts'
import type { Change, Of } from './commands.ts'
import { isStale } from './advance_commands.ts'
import { sendOrInsist } from './retry.ts'
import { GROUPS, type Play } from './model.ts'
import type { Stage } from './system_under_test.ts'

/** What an edit says, told from every other by its mark. */
const CHANGES: Readonly<Record<Change, (mark: number) => object>> = {
  set: (mark) => ({ set: { lr: 1 + mark / 1_024 } }),
  scale: (mark) => ({ scale: { lr: mark % 2 === 0 ? 0.5 : 1.25 } }),
  rebase: (mark) => ({ set: { initial_lr: 2 + mark / 1_024 } }),
  momentum: (mark) => ({ set: { momentum: (mark % 1_000) / 1_024 } }),
}

/** Changes some groups, and remembers what is known of that. */
export async function edit(stage: Stage, play: Play, command: Of<'edit'>): Promise<void> {
  const { at, isKeyed, groups, change, offset } = command
  play.marks += 1
  const reason = `edit ${play.marks}`
  const sent: Sent = { reason, isKeyed, outcome: 'unknown' }
  play.edits.push(sent)
  const floor = floorOf(play.book)
  const said = CHANGES[change](play.marks)
  const { generation, sealedThrough } = floor
  const answer = await sendOrInsist(stage, play, at, {
    method: 'POST',
    path: '/edits',
    body: {
      ...said,
      ...(groups === GROUPS.length ? {} : { groups: [GROUPS[groups]] }),
      ...(offset === null ? {} : { at_step: Math.max(0, sealedThrough + offset) }),
      // Now and then only to the incarnation that is meant.
      ...(play.marks % 2 === 0 ? { generation } : {}),
      reason,
    },
    key: isKeyed ? reason : undefined,
  })
  const { status, body, isOpen } = answer
  if (status === 503) return
  if (isStale(answer, generation) || isRefused(play, answer)) {
    sent.outcome = 'refused'
    return
  }
  // It was carried out, and then undone by a generation that drops edits.
  if (status === 404 && isOpen) return
  must(status === 201, 'plain answers', () => `${reason}: ${JSON.stringify(body)}`)
  Object.assign(sent, { outcome: 'accepted', revision: body.revision, step: body.step })
  edited(play.book, floor, body.step)
  doesWhatItSays(said, body)
}

function isRefused({ book }: Play, { status, body }: { status: number; body: Refused }): boolean {
  if (status !== 409 || body.code !== 'step_sealed') return false
  const { sealed_through, earliest_step } = body
  const isNext = earliest_step === sealed_through + 1
  must(isNext, 'plain answers', () => `${book.id}: ${JSON.stringify(body)}`)
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

function doesWhatItSays(said: object, { before, after }: Effect): void {
  const { set = {}, scale } = said as { set?: Record<string, number>; scale?: { lr: number } }
  after.forEach((group, at) => {
    const wanted = scale ? { lr: before[at]!.lr * scale.lr } : set
    const isSo = Object.entries(wanted).every(([path, value]) => group[path] === value)
    must(isSo, 'plain answers', () => `${JSON.stringify(said)} made ${JSON.stringify(group)}`)
  })
}

/** Takes back an edit, if there is one that has been accepted. */
export async function cancel(stage: Stage, play: Play, command: Of<'cancel'>): Promise<void> {
  const { at, isKeyed, which } = command
  const known = play.edits.filter(({ revision }) => revision !== undefined)
  if (known.length === 0) return
  const revision = known[which % known.length]!.revision!
  const attempt: Cancel = { revision, outcome: 'unknown' }
  play.cancels.push(attempt)
  const { status, body, isOpen } = await sendOrInsist(stage, play, at, {
    method: 'DELETE',
    path: `/edits/${revision}`,
    key: isKeyed ? `cancel ${play.marks++}` : undefined,
  })
  if (status === 503) return
  if (status === 204) {
    attempt.outcome = 'accepted'
    return
  }
  // It has acted, or somebody took it back before, or it is not of this generation.
  const isRefused = body.code === 'step_sealed' || body.code === 'edit_not_found'
  must(isRefused, 'plain answers', () => `cancel ${revision}: ${JSON.stringify(body)}`)
  attempt.outcome = isOpen ? 'unknown' : 'refused'
}
