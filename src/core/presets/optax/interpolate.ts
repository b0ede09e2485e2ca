import { float } from '../shape/expressions.ts'
import type { Piece } from '../shape/pieces.ts'

type Curve = 'linear' | 'cosine'

/** The value between two points, at a progress. */
const BETWEEN = {
  linear: (from: number, to: number, progress: string) =>
    `${float(to - from)} * ${progress} + ${float(from)}`,
  cosine: (from: number, to: number, progress: string) =>
    `${float(to)} + ${float((from - to) / 2)} * (cos(pi * ${progress}) + 1)`,
}

/**
 * The curves between points, each a factor of the value at the point before it, as pieces. Source:
 * `optax.piecewise_interpolate_schedule`.
 */
export function interpolated(
  curve: Curve,
  first: number,
  scales: ReadonlyMap<number, number>,
): [Piece, ...Piece[]] {
  const ascending = [...scales].sort(([a], [b]) => a - b)
  const pieces: Piece[] = []
  let [begin, from] = [0, first]
  for (const [end, scale] of ascending) {
    const to = from * scale
    if (end > begin) pieces.push(pieceBetween(curve, { begin, end, from, to }))
    begin = end
    from = to
  }
  const value = float(from)
  const last: Piece = { begin, text: () => value }
  const [head = last, ...rest] = pieces
  return pieces.length === 0 ? [last] : [head, ...rest, last]
}

interface Between {
  readonly begin: number
  readonly end: number
  readonly from: number
  readonly to: number
}

const pieceBetween = (curve: Curve, { begin, end, from, to }: Between): Piece => ({
  begin,
  text: (time) => {
    const since = begin === 0 ? time : `(${time} - ${begin})`
    return BETWEEN[curve](from, to, `(${since} / ${end - begin})`)
  },
})
