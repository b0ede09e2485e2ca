import type { Answer } from '../../service.ts'
import { asks, told, type Asked } from '../oracle/advances.ts'
import { floorOf, type Floor } from '../oracle/book.ts'
import { read } from '../oracle/others.ts'
import { must } from '../oracle/violation.ts'
import type { Command, Place } from './commands.ts'
import { insist, send } from './insist.ts'
import type { Play } from './player.ts'
import type { Stage } from './stage.ts'

type Of<D extends Command['do']> = Extract<Command, { do: D }>

export async function advance(stage: Stage, play: Play, command: Of<'advance'>): Promise<void> {
  const { at, rank, by, ahead } = command
  const generation = play.generation[rank]!
  const asked = { generation, step: play.held[rank]! + by, ahead }
  const sent = asks(play.book, asked)
  const answer = await insist(stage, play, at, {
    method: 'POST',
    path: '/steps',
    body: { ...asked, ...(ahead === 0 ? { ahead: undefined } : {}) },
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
  // Nobody goes by it there, or another value was first.
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
  const request = { method: 'POST', path: '/steps', body: { generation } } as const
  const answer = isKeyed
    ? await insist(stage, play, at, { ...request, key: `count ${play.marks++}` })
    : await send(stage, play, at, request)
  if (answer.status === 503 || !isTold(play, answer, { generation }, sent)) return
  const { step } = answer.body
  must(step > sent.cursor, 'I2 monotone', () => `the step after ${sent.cursor} was ${step}`)
  must(!play.counted.includes(step), 'nothing doubled', () => `step ${step} was counted twice`)
  play.counted.push(step)
}

export async function look(stage: Stage, play: Play, at: Place): Promise<void> {
  const sent = floorOf(play.book)
  const { status, body } = await insist(stage, play, at, { method: 'GET', path: '' })
  must(status === 200, 'plain answers', () => JSON.stringify(body))
  read(play.book, sent, body)
}

/** Whether an answer tells values; otherwise it must say that it waits, or that a life is over. */
function isTold(play: Play, { status, body }: Answer, asked: Asked, sent: Floor): boolean {
  if (status === 202) return false
  if (status === 409 && body.code === 'stale_generation') {
    const isOver = body.current_generation > asked.generation
    must(isOver, 'I3 fencing', () => JSON.stringify(body))
    return false
  }
  must(status === 200, 'plain answers', () => `${JSON.stringify(asked)}: ${JSON.stringify(body)}`)
  told(play.book, body, asked, sent)
  return true
}
