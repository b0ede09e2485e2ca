import { float, setByExpression } from '../shape/expressions.ts'
import { isLeftOut, numberOrNone, optionalLength, steps } from '../shape/parameters.ts'
import { PresetRefusal, type PresetContext, type SchedulerJson } from '../preset.ts'

/** MMEngine's end of a window that has none. */
const NO_END = 1_000_000_000

/** The parameters of the window of every scheduler. Outside of it the value is left alone. */
export const WINDOW = {
  begin: steps('The first step of the window; earlier steps leave the value alone.').default(0),
  end: optionalLength('The step after the window. Default: the optimizer’s total_steps, or none.'),
}

interface GivenWindow {
  readonly begin: number
  readonly end?: number | null | undefined
}

/** A window of steps. */
export interface StepWindow {
  readonly begin: number
  readonly end: number
  /** Its number of steps, and its last one. */
  readonly length: number
  readonly last: number
  /** The step in the window, from 0 on, as an expression. */
  readonly time: string
}

/**
 * The window of a scheduler. MMEngine's runner lets it end with the run.
 * @throws {PresetRefusal} if it has no step.
 */
export function windowOf(
  { begin, end: given }: GivenWindow,
  { totalSteps, every }: PresetContext,
): StepWindow {
  const run = totalSteps === undefined ? NO_END : Math.floor(totalSteps / every)
  const end = given ?? run
  const length = end - begin
  if (length > 0) {
    const time = begin === 0 ? 'epoch' : `(epoch - ${begin})`
    return { begin, end, length, last: length - 1, time }
  }
  if (isLeftOut(given)) {
    throw new PresetRefusal('begin', `given ${begin}, wanted a step before the end, ${end}`)
  }
  throw new PresetRefusal('end', `given ${end}, wanted a step after begin, ${begin}`)
}

/** Whether a window has no end. */
export const isOpen = ({ end }: StepWindow): boolean => end >= NO_END

/** Sets the value inside a window by an expression of the current one, `value`. */
export function inWindow(window: StepWindow, inside: string): SchedulerJson {
  const { begin, end } = window
  const outside = [
    ...(begin > 0 ? [`epoch < ${begin}`] : []),
    ...(isOpen(window) ? [] : [`epoch >= ${end}`]),
  ]
  return setByExpression(
    outside.length > 0 ? `value if ${outside.join(' or ')} else ${inside}` : inside,
  )
}

/** The same, with nothing done at the first step of the window. */
export const afterFirst = (window: StepWindow, inside: string): SchedulerJson =>
  inWindow(window, `value if epoch == ${window.begin} else ${inside}`)

/** The parameters of the end of a cosine. */
export const FLOOR = {
  eta_min: numberOrNone('Value at the end. Either this or eta_min_ratio.'),
  eta_min_ratio: numberOrNone('Value at the end as a factor of the group’s own.'),
}

export interface GivenFloor {
  readonly eta_min?: number | null | undefined
  readonly eta_min_ratio?: number | null | undefined
}

/** The end of a cosine, as an expression. */
export function floorOf({ eta_min, eta_min_ratio }: GivenFloor): string {
  if (isLeftOut(eta_min_ratio)) return float(eta_min ?? 0)
  if (isLeftOut(eta_min)) return `base * ${float(eta_min_ratio)}`
  throw new PresetRefusal('eta_min_ratio', 'given with eta_min, wanted one of the two')
}
