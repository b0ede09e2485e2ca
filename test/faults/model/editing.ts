import type { Command } from './commands.ts'
import { floorOf } from '../oracle/book.ts'
import { edited } from '../oracle/others.ts'
import { must } from '../oracle/violation.ts'
import { insist, send } from './insist.ts'
import type { Play, Sent } from './player.ts'
import type { Stage } from './stage.ts'

const GROUPS = ['left', 'right']

/** Changes a group, and remembers what is known of that. */
export async function edit(
  stage: Stage,
  play: Play,
  { at, isKeyed, group }: Extract<Command, { do: 'edit' }>,
): Promise<void> {
  play.marks += 1
  const edit: Sent = { mark: 1 + play.marks / 1_024, isKeyed, outcome: 'unknown' }
  play.edits.push(edit)
  const sent = floorOf(play.book)
  const request = {
    method: 'PATCH',
    path: `/groups/${GROUPS[group]}`,
    body: { lr: edit.mark },
    key: isKeyed ? `edit ${edit.mark}` : undefined,
  } as const
  const { status, body } = isKeyed
    ? await insist(stage, play, at, request)
    : await send(stage, play, at, request)
  if (status === 503) return
  must(status === 200, 'plain answers', () => JSON.stringify(body))
  edit.outcome = 'accepted'
  const pending = body.pending?.find((each: { set: { lr: number } }) => each.set.lr === edit.mark)
  if (pending) edited(play.book, sent, pending.step)
}
