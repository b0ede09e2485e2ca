import { floorOf, generationOf } from '../invariants/observations.ts'
import { answered, opened, opens } from '../invariants/progress.ts'
import { must } from '../invariants/violation.ts'
import { isStale } from './advance_commands.ts'
import type { Of } from './commands.ts'
import { insist } from './retry.ts'
import type { Life, Play } from './model.ts'
import type { Stage } from './system_under_test.ts'

/** A rank goes over to the newest incarnation, and begins one where it is of that already. */
export async function restart(stage: Stage, play: Play, command: Of<'restart'>): Promise<void> {
  const { at, rank } = command
  if (play.generation[rank] === play.life.generation) play.life = begun(play, command)
  const { life, book } = play
  opens(book)
  const { key, resume_step, parent, edits } = life
  const body = {
    resume_step,
    parent,
    edits,
    ...(life.isRestored ? {} : { world_size: play.held.length }),
  }
  const request = { method: 'PUT', path: `/generations/${key}`, body } as const
  const answer = await insist(stage, play, at, request)
  answered(book)
  // Meanwhile the next one has begun.
  if (isStale(answer, life.generation ?? 0)) return
  const { status } = answer
  const isOpen = status === 200 || status === 201
  must(isOpen, 'plain answers', () => `${key}: ${JSON.stringify(answer.body)}`)
  opened(book, answer.body)
  life.generation = answer.body.generation
  life.created += status === 201 ? 1 : 0
  must(life.created <= 1, 'I3 fencing', () => `${book.id}: ${key} was opened twice`)
  play.generation[rank] = life.generation!
  play.held[rank] = resume_step
}

/** The next incarnation: of the one that there is, or of one that it comes from. */
function begun(play: Play, { back, edits, up }: Of<'restart'>): Life {
  const { generation } = floorOf(play.book)
  play.lives += 1
  const key = `life-${play.lives}`
  const { opened, sealedThrough } = generationOf(play.book, generation)
  if (up === 0 || opened.parent === 0) {
    const resume_step = Math.max(0, sealedThrough - back)
    return { key, resume_step, edits, created: 0 }
  }
  // From a step that it had passed: another branch of the tree.
  const { parent, resume_step: before } = opened
  return { key, resume_step: Math.max(0, before - back), parent, edits, created: 0 }
}

/** A rank that resumes from another step than its incarnation is told so. */
export async function misjoin(stage: Stage, play: Play, { at }: Of<'misjoin'>): Promise<void> {
  const { key, generation, resume_step } = play.life
  if (generation === undefined || generation === 1) return
  const { status, body } = await insist(stage, play, at, {
    method: 'PUT',
    path: `/generations/${key}`,
    body: { resume_step: resume_step + 1 },
  })
  if (isStale({ status, body }, generation)) return
  const isConflict = status === 409 && body.code === 'generation_conflict'
  must(isConflict, 'I3 fencing', () => `${key}: ${JSON.stringify(body)}`)
}
