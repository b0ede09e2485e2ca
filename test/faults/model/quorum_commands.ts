import { floorOf, generationOf } from '../invariants/observations.ts'
import { decidedOn, voted } from '../invariants/metrics.ts'
import { must } from '../invariants/violation.ts'
import { RANKS, type Of } from './commands.ts'
import { isStale } from './advance_commands.ts'
import { insist } from './retry.ts'
import type { Play } from './model.ts'
import type { Stage } from './system_under_test.ts'

/** One rank reports what it measured, for itself. */
export async function vote(stage: Stage, play: Play, command: Of<'vote'>): Promise<void> {
  const { at, rank, by, loss: value } = command
  const { book } = play
  const generation = play.generation[rank]!
  const step = Math.max(1, play.held[rank]! + by)
  const sent = floorOf(book)
  const path = `/metrics/loss/${step}/${rank}`
  const body = { value, generation }
  const answer = await insist(stage, play, at, { method: 'PUT', path, body })
  if (isStale(answer, generation)) return
  must(generation >= sent.generation, 'I3 fencing', () => `${book.id}: a zombie of ${generation}`)
  if (isRefused(answer.body, { generation, step, rank, value }, play)) return
  const { status } = answer
  must(status === 200 || status === 201, 'plain answers', () => JSON.stringify(answer.body))
  takes(answer.body, { generation, step, rank, value }, play)
}

interface Ballot {
  readonly generation: number
  readonly step: number
  readonly rank: number
  readonly value: number
}

interface Counted {
  readonly reporters: number
  readonly decided: boolean
  readonly value?: number
  readonly effective_step?: number
}

function takes(count: Counted, { generation, ...ballot }: Ballot, { book }: Play): void {
  const { reporters, decided, value, effective_step } = count
  const metric = 'loss'
  if (reporters === RANKS) voted(book, generation, { metric, ...ballot })
  if (!decided) return
  const { step } = ballot
  decidedOn(book, generation, { metric, step, value: value!, effective_step: effective_step! })
  const { votes } = generationOf(book, generation)
  const all = Array.from({ length: reporters }, (_, rank) => votes.get(`${metric} ${step} ${rank}`))
  if (all.some((each) => each === undefined)) return
  const expected = all.reduce<number>((sum, each) => sum + each!, 0) / reporters
  must(value === expected, 'I5 one decision', () => `${all.join(', ')} made ${value}`)
}

interface Refused {
  readonly code?: string
  readonly rank?: number
  readonly decided?: unknown
  readonly errors?: readonly { readonly pointer: string }[]
}

function isRefused(body: Refused, { generation, ...ballot }: Ballot, { book }: Play): boolean {
  if (body.code === 'metric_conflict') {
    const isOther = body.rank === ballot.rank && body.decided !== ballot.value
    must(isOther, 'I5 one decision', () => JSON.stringify(body))
    return true
  }
  // Nobody goes by it there, or there is no such rank.
  if (body.code === 'metric_not_found') return true
  const isUnheard = body.code === 'invalid_request'
  const pointer = body.errors?.[0]?.pointer
  const what = () => `${book.id} in ${generation}: ${JSON.stringify(body)}`
  must(!isUnheard || pointer === '/metric' || pointer === '/rank', 'plain answers', what)
  return isUnheard
}
