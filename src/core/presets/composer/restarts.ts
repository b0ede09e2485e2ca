import { MAX_STEP } from '../../number.ts'
import type { Piece } from '../shape/pieces.ts'
import { PresetRefusal, type PresetContext } from '../preset.ts'
import { cosine } from './factors.ts'

const MOST_CYCLES = 1_000

interface Cycles {
  readonly t_mult: number
  readonly alpha_f: number
}

/**
 * The cosines of a schedule with restarts, each a truncated multiple as long as the one before.
 * Where there would be too many, they end with the run.
 */
export function restarts(
  first: number,
  { t_mult, alpha_f }: Cycles,
  { totalSteps = MAX_STEP }: PresetContext,
): [Piece, ...Piece[]] {
  const pieces: [Piece, ...Piece[]] = [cycle(0, first, alpha_f)]
  let [begin, length] = [first, Math.trunc(t_mult * first)]
  // Composer fails in a cycle of 0 steps: the division by zero has no value here either.
  for (let before = first; before > 0 && before !== length && begin <= MAX_STEP;) {
    if (pieces.length >= MOST_CYCLES && begin > totalSteps) return pieces
    if (pieces.length === MOST_CYCLES) throw tooManyCycles(t_mult)
    pieces.push(cycle(begin, length, alpha_f))
    before = length
    begin += length
    length = Math.trunc(t_mult * length)
  }
  return pieces
}

const tooManyCycles = (t_mult: number) =>
  new PresetRefusal(
    't_mult',
    `given ${t_mult}, wanted at most ${MOST_CYCLES} cycles, or a run that ends with them`,
  )

/** A cosine of some length, again and again. */
const cycle = (begin: number, length: number, end: number): Piece => ({
  begin,
  text: (time) => {
    const since = begin === 0 ? time : `(${time} - ${begin})`
    return cosine(end, `(${since} % ${length} / ${length})`)
  },
})
