import { z } from 'zod'
import { MAX_STEP } from '../../number.ts'
import { float } from '../shape/expressions.ts'
import { number, positive, steps } from '../shape/parameters.ts'
import type { Part } from './parts.ts'

/** The parameters of ignite's cycles. */
export const CYCLE = {
  start_value: number('Value at the start of a cycle.'),
  end_value: number('Value at the end of a cycle, or in its middle.'),
  cycle_size: z
    .int()
    .min(2)
    .max(MAX_STEP)
    .meta({ description: 'Steps of a cycle.', unit: 'steps' }),
  cycle_mult: positive(
    'The factor on the length after each cycle; ignite truncates. A cycle of no steps, and any after the 1000th, has no value.',
  ).default(1),
  start_value_mult: number('Factor on start_value after each cycle.').default(1),
  end_value_mult: number('Factor on end_value after each cycle.').default(1),
  warmup_duration: steps('Steps from the end of a cycle to the start of the next.').default(0),
}
export type CycleParameters = z.output<z.ZodObject<typeof CYCLE>>

/** A value as an expression, and the number if it is one. */
interface Level {
  readonly text: string
  readonly number?: number
}

/** The ends of a cycle, and the start of the next one. */
interface Ends {
  readonly start: Level
  readonly end: Level
  readonly next: Level
}

const fixed = (number: number): Level => ({ text: float(number), number })

/** The difference of two values, computed where both are numbers. */
export const less = (a: Level, b: Level): string =>
  a.number === undefined || b.number === undefined
    ? `(${a.text} - ${b.text})`
    : float(a.number - b.number)

/** A curve from the start to the end, or to it and back, at a progress from 0 to 1. */
export type CycleCurve = (ends: Ends, progress: string) => string

/** One cycle, from its first step on. */
interface Cycle {
  readonly first: number
  readonly size: number
  readonly warmup: number
  readonly start: number
  readonly end: number
}

const after = (cycle: Cycle, given: CycleParameters): Cycle => ({
  first: cycle.first + cycle.size + cycle.warmup,
  size: Math.trunc(cycle.size * given.cycle_mult),
  warmup: Math.trunc(cycle.warmup * given.cycle_mult),
  start: cycle.start * given.start_value_mult,
  end: cycle.end * given.end_value_mult,
})

/** One cycle: its curve, the end of the curve, and the steps to the next start. */
function cycleParts(
  { first, size, warmup }: Pick<Cycle, 'first' | 'size' | 'warmup'>,
  ends: Ends,
  time: string,
  curve: CycleCurve,
): Part[] {
  const main = { end: first + size, text: curve(ends, `(${time} / ${size})`) }
  if (warmup === 0) return [main]
  const back = `${ends.end.text} + ${less(ends.next, ends.end)} * ((${time} - ${size}) / ${warmup})`
  return [
    main,
    { end: first + size + 1, text: curve({ ...ends, start: ends.next }, '1.0') },
    { end: first + size + warmup, text: back },
  ]
}

/** A cycle with numbers. */
function exactParts(cycle: Cycle, next: Cycle, curve: CycleCurve): Part[] {
  const ends = { start: fixed(cycle.start), end: fixed(cycle.end), next: fixed(next.start) }
  const time = cycle.first === 0 ? 'epoch' : `(epoch - ${cycle.first})`
  return cycleParts(cycle, ends, time, curve)
}

/** All cycles of one length from some step on. */
function repeatedPart(cycle: Cycle, given: CycleParameters, curve: CycleCurve): Part {
  const { first, size, warmup } = cycle
  const period = size + warmup
  const since = first === 0 ? 'epoch' : `(epoch - ${first})`
  const level = (value: number, factor: number, more = ''): Level =>
    factor === 1
      ? fixed(value)
      : { text: `${float(value)} * ${float(factor)} ** (${since} // ${period}${more})` }
  const { start_value_mult: a, end_value_mult: b } = given
  const ends = {
    start: level(cycle.start, a),
    end: level(cycle.end, b),
    next: level(cycle.start, a, ' + 1'),
  }
  const time = `(${since} % ${period})`
  const [main, top, back] = cycleParts({ first: 0, size, warmup }, ends, time, curve)
  if (!top || !back) return { end: Infinity, text: main!.text }
  const later = `${top.text} if ${time} == ${size} else ${back.text}`
  return { end: Infinity, text: `${main!.text} if ${time} < ${size} else ${later}` }
}

/** The cycles that have numbers of their own before those that repeat. */
const EXACT = 16
const MOST = 1000

/** Whether all later cycles have the same length, and numbers of their own no more. */
function repeats(cycle: Cycle, next: Cycle, count: number, given: CycleParameters): boolean {
  const isConstant = next.size === cycle.size && next.warmup === cycle.warmup
  const hasFactors = given.start_value_mult !== 1 || given.end_value_mult !== 1
  return isConstant && (!hasFactors || count >= EXACT)
}

/** Cycles without end. Ignite multiplies the ends and the lengths after each one. */
export function cyclesOf(given: CycleParameters, curve: CycleCurve): Part[] {
  let cycle: Cycle = {
    first: 0,
    size: given.cycle_size,
    warmup: given.warmup_duration,
    start: given.start_value,
    end: given.end_value,
  }
  const parts: Part[] = []
  for (let count = 0; count < MOST && cycle.size > 0; count += 1) {
    const next = after(cycle, given)
    if (repeats(cycle, next, count, given)) return [...parts, repeatedPart(cycle, given, curve)]
    parts.push(...exactParts(cycle, next, curve))
    if (cycle.first > MAX_STEP) return parts
    cycle = next
  }
  return [...parts, { end: Infinity, text: '0.0 / 0.0' }]
}
