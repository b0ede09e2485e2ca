import { setByExpression } from '../shape/expressions.ts'
import type { SchedulerJson } from '../preset.ts'

/** An expression before a step, after the end of the part before it. */
export interface Part {
  readonly end: number
  readonly text: string
}

/** Expressions have at most 10 000 characters, and less here, for the conditions between them. */
const MOST_TEXT = 8000
const MOST_PARTS = 100

/** Consecutive parts as one expression, in halves, so that it is not deep; the last has no end. */
export function inHalves(parts: readonly Part[]): string {
  if (parts.length === 1) return parts[0]!.text
  const half = parts.length >> 1
  const [before, after] = [parts.slice(0, half), parts.slice(half)]
  return `(${inHalves(before)} if epoch < ${before.at(-1)!.end} else ${inHalves(after)})`
}

/** Parts that fit into one expression each. */
function chunksOf(parts: readonly Part[]): Part[][] {
  const chunks: Part[][] = [[]]
  let size = 0
  for (const part of parts) {
    size += part.text.length + 40
    if (size > MOST_TEXT || chunks.at(-1)!.length === MOST_PARTS) {
      chunks.push([])
      size = part.text.length + 40
    }
    chunks.at(-1)!.push(part)
  }
  return chunks.filter((chunk) => chunk.length > 0)
}

/** Sets the value by consecutive parts, which need not fit into one expression. */
export function inParts(parts: readonly Part[]): SchedulerJson {
  const chunks = chunksOf(parts)
  if (chunks.length <= 1) return setByExpression(inHalves(parts))
  let begin = 0
  const schedulers = chunks.map((chunk, index) => {
    const end = chunk.at(-1)!.end
    const outside = index === chunks.length - 1 ? '' : ` or epoch >= ${end}`
    const text = `value if epoch < ${begin}${outside} else ${inHalves(chunk)}`
    begin = end
    return setByExpression(text)
  })
  return { type: 'ChainedScheduler', schedulers }
}
