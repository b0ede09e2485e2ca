import type { Decided } from '../invariants/observations.ts'
import { floorOf } from '../invariants/observations.ts'
import type { Body } from '../invariants/events.ts'
import { answered, opened, opens } from '../invariants/progress.ts'
import { must } from '../invariants/violation.ts'
import type { Place } from './commands.ts'
import { insist } from './retry.ts'
import type { Play } from './model.ts'
import type { Stage } from './system_under_test.ts'

/** A checkpoint, and what was known when it was taken. */
export interface Saved {
  readonly document: Body
  readonly edits: number
  readonly cancels: number
  readonly decided: readonly Decided[]
}

export async function save(stage: Stage, play: Play, at: Place): Promise<void> {
  const { status, body } = await insist(stage, play, at, { method: 'GET', path: '/state' })
  must(status === 200, 'plain answers', () => JSON.stringify(body))
  const { edits, cancels, book } = play
  play.saved = {
    document: body,
    edits: edits.length,
    cancels: cancels.length,
    decided: [...book.decided],
  }
}

/** Puts the last checkpoint in the place of all that happened since. */
export async function restore(stage: Stage, play: Play, at: Place): Promise<void> {
  const { book, saved } = play
  if (!saved) return
  opens(book)
  const { document } = saved
  const request = { method: 'PUT', path: '/state', body: document } as const
  const { status, body } = await insist(stage, play, at, request)
  answered(book)
  must(status === 200, 'plain answers', () => JSON.stringify(body))
  const { generation, parent, resume_step, key, edits } = body
  const isNew = generation > floorOf(book).generation || generation === play.restored
  must(isNew, 'I3 fencing', () => `${book.id}: restored as ${generation}`)
  const isThere = parent === document.generation && resume_step === document.sealed_through
  must(isThere, 'plain answers', () => JSON.stringify(body))
  opened(book, body)
  play.restored = generation
  play.life = { key, resume_step, parent, edits, generation, created: 0, isRestored: true }
  undo(play, saved)
}

/** What happened after the checkpoint never did. */
function undo(play: Play, { edits, cancels, decided }: Saved): void {
  for (const edit of play.edits.slice(edits)) {
    edit.outcome = 'refused'
    delete edit.revision
  }
  play.cancels.length = Math.min(play.cancels.length, cancels)
  play.book.decided = [...decided]
}
