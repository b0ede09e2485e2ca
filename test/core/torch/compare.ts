import { schedulersOf, type Case, type Column, type Scheduler } from './case.ts'

/** The tolerance of values that use cos or exp, relative to torch's. */
const RELATIVE = 1e-9
/** The tolerance near zero, where large values cancel, relative to the largest value so far. */
const NEAR_ZERO = 1e-13

const CURVED_TYPES = ['CosineAnnealingLR', 'CosineAnnealingWarmRestarts']
const CURVED_TEXT = /\b(cos|sin|tan|tanh|exp|log|log2|log10)\b/

/** Whether a case uses only + - * / and powers, so that every bit is determined. */
export const isExact = (example: Case): boolean => !schedulersOf(example).some(isCurved)

function isCurved(scheduler: Scheduler): boolean {
  const { type, anneal_strategy: strategy } = scheduler
  if (CURVED_TYPES.includes(type)) return true
  if (type === 'OneCycleLR' || type === 'SWALR') return strategies(strategy).includes('cos')
  const texts = [scheduler['lr_lambda'], scheduler['scale_fn']]
  return texts.some((text) => CURVED_TEXT.test(JSON.stringify(text ?? '')))
}

/** The strategies of all groups; torch's default is cos. */
const strategies = (given: unknown = 'cos'): unknown[] =>
  typeof given === 'object' ? Object.values(given as object) : [given]

/** A value that is not torch's. */
export interface Difference {
  readonly group: string
  readonly param: string
  readonly step: number
  readonly torch: number
  readonly ours: number
}

/** Counts of the compared values, and the largest difference. */
export interface ComparisonCounts {
  configurations: number
  values: number
  different: number
  /** The largest difference relative to torch's value. */
  furthest: number
}

export const newCounts = (): ComparisonCounts => ({
  configurations: 0,
  values: 0,
  different: 0,
  furthest: 0,
})

/** The first of our values beyond the tolerance, if there is one. */
export function compareColumn(
  example: Case,
  { group, param, first, values }: Column,
  ours: Float64Array,
  counts: ComparisonCounts,
): Difference | undefined {
  const exact = isExact(example)
  let found: Difference | undefined
  let largest = largestArgument(example, group)
  values.forEach((torch, index) => {
    const own = ours[index] ?? NaN
    largest = Math.max(largest, Math.abs(torch))
    counts.values += 1
    if (Object.is(torch, own)) return
    counts.different += 1
    const distance = Math.abs(own - torch)
    counts.furthest = Math.max(counts.furthest, distance / (Math.abs(torch) || largest))
    const near = distance <= Math.max(RELATIVE * Math.abs(torch), NEAR_ZERO * largest)
    if (exact || !near) found ??= { group, param, step: first + index, torch, ours: own }
  })
  return found
}

const LEVELS = ['eta_min', 'swa_lr', 'base_lr', 'max_lr']

/** The largest value in the arguments of a group's schedulers, reached or not. */
function largestArgument(example: Case, group: string): number {
  const levels = schedulersOf(example).flatMap((scheduler) =>
    LEVELS.flatMap((name) => numbersIn(scheduler[name], group)),
  )
  return Math.max(0, ...levels.map(Math.abs))
}

function numbersIn(given: unknown, group: string): number[] {
  if (typeof given === 'number') return [given]
  if (Array.isArray(given)) return given as number[]
  const own = (given as Record<string, number> | undefined)?.[group]
  return own === undefined ? [] : [own]
}

/** A line for each tally, under the names of its numbers. */
export function countsTable(rows: ReadonlyMap<string, ComparisonCounts>): string {
  const head = ['type', 'configurations', 'values', 'not identical', 'share', 'furthest']
  const body = [...rows].map(([name, { configurations, values, different, furthest }]) => [
    name,
    `${configurations}`,
    `${values}`,
    `${different}`,
    `${((100 * different) / Math.max(1, values)).toFixed(2)} %`,
    furthest === 0 ? '0' : furthest.toExponential(1),
  ])
  const widths = head.map((_, at) => Math.max(...[head, ...body].map((row) => row[at]!.length)))
  const aligned = (cell: string, at: number) =>
    at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)
  return [head, ...body].map((row) => row.map(aligned).join('  ')).join('\n')
}
