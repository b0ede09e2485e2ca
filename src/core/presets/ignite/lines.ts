import { z } from 'zod'
import { Step } from '../../number.ts'
import { float } from '../shape/expressions.ts'
import type { Part } from './parts.ts'

/** A step, and the value there. */
export type ValuePoint = readonly [step: number, value: number]

export const points = z
  .array(z.tuple([Step, z.number()]))
  .min(1)
  .max(10_000)
  .meta({
    description: 'Points [step, value]. Of two at one step, the later one counts from it on.',
  })

/** Lines from point to point; the first and the last value are held. */
export function linesThrough(given: readonly ValuePoint[]): Part[] {
  const [first, ...others] = given
  let [start, from] = first!
  const parts: Part[] = start > 0 ? [{ end: start, text: float(from) }] : []
  for (const [end, to] of others) {
    if (end > start) {
      const text = `${float(from)} + ${float(to - from)} * (epoch - ${start}) / ${end - start}`
      parts.push({ end, text })
    }
    start = end
    from = to
  }
  return [...parts, { end: Infinity, text: float(from) }]
}
