import type { Answer } from '../../service.ts'
import { asks, compareValues, seenIn, told, type Asked } from '../invariants/advances.ts'
import { textOf } from '../invariants/advance_response.ts'
import { floorOf, type Floor } from '../invariants/observations.ts'
import { read } from '../invariants/progress.ts'
import { must } from '../invariants/violation.ts'
import type { Of, Place } from './commands.ts'
import { insist, sendOrInsist } from './retry.ts'
import type { Play } from './model.ts'
import type { Stage } from './system_under_test.ts'

type Told = Pick<Answer, 'status' | 'body'>

export async function advance(stage: Stage, play: Play, command: Of<'advance'>): Promise<void> {
  const { at, rank, by, ahead, how, wait } = command
  const generation = play.generation[rank]!
  const asked = { generation, step: play.held[rank]! + by, ahead }
  const sent = asks(play.book, asked)
  const answer = await insist(stage, play, at, {
    method: 'POST',
    path: '/steps',
    body: {
      ...asked,
      ...(ahead === 0 ? { ahead: undefined } : {}),
      ...(how === 'seen' ? { seen: seenIn(play.book, generation) } : {}),
      ...(how === 'batch' || wait === 0 ? {} : { wait }),
    },
    isBatch: how === 'batch',
  })
  if (!isTold(play, answer, asked, sent)) return
  // A trainer that restarts meanwhile holds what it restarts from.
  if (play.generation[rank] !== generation) return
  const through = answer.body.ahead?.through ?? answer.body.step
  play.held[rank] = Math.max(play.held[rank]!, through)
}

export async function report(stage: Stage, play: Play, command: Of<'report'>): Promise<void> {
  const { at, by, loss } = command
  const asked = { generation: play.generation[0]!, step: Math.max(1, play.held[0]! + by) }
  const sent = asks(play.book, asked)
  const answer = await insist(stage, play, at, {
    method: 'POST',
    path: '/steps',
    body: { ...asked, metrics: { loss } },
  })
  const { status, body } = answer
  // Nobody goes by it there, or a quorum does, or another value was first.
  if (status === 400 && body.errors[0].pointer === '/metrics/loss') return
  if (status === 409 && body.code === 'metric_conflict') {
    must(body.decided !== loss, 'I5 one decision', () => JSON.stringify(body))
    return
  }
  isTold(play, answer, asked, sent)
}

export async function count(stage: Stage, play: Play, command: Of<'count'>): Promise<void> {
  const { at, isKeyed } = command
  const { generation } = floorOf(play.book)
  const sent = asks(play.book, { generation })
  const key = isKeyed ? `count ${play.marks++}` : undefined
  const request = { method: 'POST', path: '/steps', body: { generation }, key } as const
  const answer = await sendOrInsist(stage, play, at, request)
  if (answer.status === 503 || !isTold(play, answer, { generation }, sent)) return
  const { step } = answer.body
  const counted = `${step} of ${generation}`
  must(step > sent.cursor, 'I2 monotone', () => `the step after ${sent.cursor} was ${step}`)
  must(!play.counted.includes(counted), 'nothing doubled', () => `${counted} was counted twice`)
  play.counted.push(counted)
}

export async function look(stage: Stage, play: Play, at: Place): Promise<void> {
  const sent = floorOf(play.book)
  const { status, body } = await insist(stage, play, at, { method: 'GET', path: '' })
  must(status === 200, 'plain answers', () => JSON.stringify(body))
  read(play.book, sent, body)
}

export async function readStep(stage: Stage, play: Play, { at, step }: Of<'read'>): Promise<void> {
  const path = `/lr?step=${step}`
  const { status, body } = await insist(stage, play, at, { method: 'GET', path })
  must(status === 200, 'plain answers', () => JSON.stringify(body))
  // Of a generation that nobody was told of yet, there is nothing to compare.
  if (!body.sealed || !play.book.generations.has(body.generation)) return
  compareValues(play.book, body.generation, step, textOf(body.groups))
}

/** Whether an answer tells values; otherwise it must say that it waits, or that a life is over. */
function isTold(play: Play, answer: Told, asked: Asked, sent: Floor): boolean {
  const { status, body } = answer
  if (status === 202 || isStale(answer, asked.generation)) return false
  must(status === 200, 'plain answers', () => `${JSON.stringify(asked)}: ${JSON.stringify(body)}`)
  told(play.book, body, asked, sent)
  return true
}

/** Whether an answer says that a generation is over; then it must be. */
export function isStale({ status, body }: Told, generation: number): boolean {
  if (status !== 409 || body.code !== 'stale_generation') return false
  must(body.current_generation > generation, 'I3 fencing', () => JSON.stringify(body))
  return true
}
