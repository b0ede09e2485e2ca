import { setByExpression } from './expressions.ts'
import type { SchedulerJson } from '../preset.ts'

/** A part of a schedule, from a step on to the next part, as an expression of the time. */
export interface Piece {
  readonly begin: number
  readonly text: (time: string) => string
}

type Pieces = readonly [Piece, ...Piece[]]

/** The pieces as one expression. */
function chosenPiece(pieces: Pieces, time: string): string {
  const [first, ...later] = pieces
  return later.reduce(
    (text, piece) => `${text} if ${time} < ${piece.begin} else ${piece.text(time)}`,
    first.text(time),
  )
}

/** The most characters of pieces in one expression. */
const MOST_CHARACTERS = 8_000

/** Consecutive pieces with the first at step 0, in one expression or in a sequence of several. */
export function inPieces(
  pieces: Pieces,
  toScheduler: (text: string) => SchedulerJson = setByExpression,
): SchedulerJson {
  const [first, ...others] = chunksOf(pieces).map((chunk) => {
    const [{ begin }] = chunk
    const time = begin === 0 ? 'epoch' : `(epoch + ${begin})`
    return { begin, scheduler: toScheduler(chosenPiece(chunk, time)) }
  })
  if (others.length === 0) return first!.scheduler
  return {
    type: 'SequentialLR',
    schedulers: [first!.scheduler, ...others.map(({ scheduler }) => scheduler)],
    milestones: others.map(({ begin }) => begin),
  }
}

function chunksOf([first, ...others]: Pieces): Pieces[] {
  const lengthOf = (piece: Piece) => piece.text(`(epoch + ${piece.begin})`).length + 40
  const chunks: [Piece, ...Piece[]][] = [[first]]
  let characters = lengthOf(first)
  for (const piece of others) {
    characters += lengthOf(piece)
    if (characters <= MOST_CHARACTERS) chunks.at(-1)!.push(piece)
    else {
      chunks.push([piece])
      characters = lengthOf(piece)
    }
  }
  return chunks
}
