import { z } from 'zod'
import type { Level } from '../../schedules/level.ts'
import { rate } from '../shape/parameters.ts'
import { PresetRefusal } from '../preset.ts'

const NUMBER = '(0|[1-9]\\d{0,14})'
const KEY = new RegExp(`^${NUMBER}(-${NUMBER}|(,${NUMBER})*)$`)
const MOST = 10_000

/** Rates by number: "5", all from "0-4", or each of "5,7,9". */
export const Rates = z
  .record(z.string().regex(KEY, { error: 'wanted a number, "0-4" or "5,7,9"' }), rate('A rate.'))
  .refine((all) => Object.keys(all).length <= MOST, { error: `wanted at most ${MOST}` })
  .nullable()
  .optional()

/** The numbers of a key. */
function numbersOf(parameter: string, key: string): number[] {
  if (!key.includes('-')) return key.split(',').map(Number)
  const [first, last] = key.split('-').map(Number) as [number, number]
  if (last - first < MOST) {
    return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index)
  }
  throw new PresetRefusal(parameter, `"${key}" has more than ${MOST} numbers`)
}

/**
 * The rate of each number, ascending.
 * @throws {PresetRefusal} for two rates at one number: JSON keeps no order of its keys, by which
 * fairseq chooses.
 */
function rateOfEach(parameter: string, given: Readonly<Record<string, number>>) {
  const each = Object.entries(given).flatMap(([key, value]) =>
    numbersOf(parameter, key).map((number) => [number, value] as const),
  )
  const rates = new Map(each)
  const twice = each.find(([number, value]) => rates.get(number) !== value)
  if (twice) throw new PresetRefusal(parameter, `has two rates at ${twice[0]}, wanted one`)
  if (rates.size === 0) throw new PresetRefusal(parameter, 'has no rate, wanted at least one')
  return rates
}

/**
 * The rates of `manual` as points. Updates are counted from 0, epochs from 1. Before the first
 * number it is the rate of number 1, or the group's own, times its factor.
 */
export function pointsOf(
  parameter: 'update2lr' | 'epoch2lr',
  given: Readonly<Record<string, number>>,
  scale: number,
): (readonly [number, Level])[] {
  const rates = rateOfEach(parameter, given)
  const first = parameter === 'epoch2lr' ? 1 : 0
  const numbers = [...rates.keys()].sort((a, b) => a - b)
  const points = numbers.map((number) => [number - first, { value: rates.get(number)! }] as const)
  // Epoch 0 is before the first one: its rate holds until another one begins.
  if (points[0]![0] < 0) {
    return points[1]?.[0] === 0 ? points.slice(1) : [[0, points[0]![1]], ...points.slice(1)]
  }
  if (points[0]![0] === 0) return points
  const one = rates.get(1)
  return [[0, one === undefined ? scale : { value: one }], ...points]
}
