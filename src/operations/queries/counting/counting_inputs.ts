import { Refusal } from '../../../core/problem.ts'
import { differences, valueAt, type Compared } from '../../../core/trajectory/differences.ts'
import { fold } from '../../../core/trajectory/fold.ts'
import type { State } from '../../../core/trajectory/state.ts'
import { yielder } from '../../event_loop/yielding.ts'
import { readPaths, type Target } from './candidates.ts'
import { approach, courseOf, stateAfter, type Stop } from './course.ts'
import type { Past } from './past.ts'
import { reductionsAt } from './reductions.ts'
import { rewriteWithout, type Rewrite } from './renamed.ts'

/** The value to explain. */
export interface Explained extends Target {
  readonly step: number
}

/**
 * The inputs without which the value would be another one, and the metrics that changed it. From the
 * earliest on, each input is left out if the value stays the same to the bit without it: what is
 * left gives the value by itself, and nothing of it can be left out.
 *
 * A trajectory without an input is run until it meets the one with it. Where all of them are more
 * than {@link EXACT_VALUES} values, an input whose trajectory differs in the same parts as one that
 * was run to the end is taken to end as that one did.
 * @param candidates the revisions of the inputs that may count, metrics apart.
 * @returns the revisions of those that count.
 */
export async function countingInputs(
  past: Past,
  { group, param, step }: Explained,
  candidates: ReadonlySet<number>,
): Promise<ReadonlySet<number>> {
  const stops = await courseOf(past, step)
  const compared = { group, paths: readPaths(param) }
  const course = { past, stops, compared, param, pause: yielder(), computed: 0, known: new Map() }
  const counted = new Set<number>()
  for (const index of stops.keys()) {
    const own = stops[index]!.inputs.filter(({ revision }) => candidates.has(revision))
    for (const { revision } of own) {
      counted.add((await leaveOut(course, index, revision)) ? NONE : revision)
    }
    for (const each of await lastingReductions(course, index, { group, param })) counted.add(each)
  }
  counted.delete(NONE)
  return counted
}

/** No input has this revision. */
const NONE = 0

/** The metrics at a stop whose change of the value lasts to the end. */
async function lastingReductions(course: Course, index: number, target: Target): Promise<number[]> {
  const lasting: number[] = []
  for (const { revision, unreduced } of reductionsAt(course.past, course.stops[index]!, target)) {
    const isSame = await continued(course, index, unreduced, (inputs) => inputs)
    if (!isSame) lasting.push(revision)
  }
  return lasting
}

/** How many values are computed to run trajectories to their end. */
const EXACT_VALUES = 100_000
/** The cost of a step with inputs, in values: the frame is compiled. */
const INPUT_VALUES = 500

/** The trajectory of the inputs that have not been left out. */
interface Course {
  readonly past: Past
  readonly stops: Stop[]
  readonly compared: Compared
  readonly param: string
  readonly pause: ReturnType<typeof yielder>
  /** The number of values that were computed for comparisons. */
  computed: number
  /** By the index of a stop and the parts that differ there: whether the value is the same. */
  readonly known: Map<string, boolean>
}

/** Leaves an input out if the value stays the same, and tells whether it does. */
async function leaveOut(course: Course, index: number, revision: number): Promise<boolean> {
  const { past, stops } = course
  const stop = stops[index]!
  const input = stop.inputs.find((each) => each.revision === revision)!
  const rewrite = rewriteWithout(input, () => stops.slice(index).flatMap(({ inputs }) => inputs))
  const inputs = rewrite(stop.inputs.filter((each) => each !== input))
  try {
    const after = stateAfter(past, stop.before, stop.step, inputs)
    const changed = await continued(course, index, after, rewrite)
    if (!changed) return false
    stops[index] = { ...stop, inputs, ...(index === 0 ? { before: after } : {}), after }
    for (const [at, each] of changed) stops[at] = each
    return true
  } catch (error) {
    // Without it there would be no value.
    if (error instanceof Refusal) return false
    throw error
  }
}

/**
 * Continues from another state after a stop. The later stops that are others, if the value stays the
 * same.
 */
async function continued(
  course: Course,
  index: number,
  after: State,
  rewrite: Rewrite,
): Promise<ReadonlyMap<number, Stop> | undefined> {
  const { stops, compared, known } = course
  const passed: string[] = []
  const changed = new Map<number, Stop>()
  const settle = (isSame: boolean) => {
    for (const key of passed) known.set(key, isSame)
    return isSame ? changed : undefined
  }
  let state = after
  for (let at = index + 1; at < stops.length; at++) {
    const next = stops[at]!
    await course.pause()
    const before = await approach(state, { from: stops[at - 1]!.after, to: next.before }, compared)
    if (!before) return settle(true)
    course.computed += (before.step - state.step) * before.program.rulesPerStep + INPUT_VALUES
    const key = `${at}:${differences(before, next.before, compared).join()}`
    const verdict = course.computed > EXACT_VALUES ? known.get(key) : undefined
    if (verdict !== undefined) return verdict ? changed : undefined
    passed.push(key)
    const inputs = rewrite(next.inputs)
    state = inputs.length === 0 ? before : fold(before, inputs, next.step)
    changed.set(at, { ...next, inputs, before, after: state })
  }
  return settle(isSameValue(state, stops.at(-1)!.after, course))
}

function isSameValue(one: State, other: State, { compared: { group }, param }: Course): boolean {
  const value = valueAt(one, group, param)
  return value !== undefined && Object.is(value, valueAt(other, group, param))
}
