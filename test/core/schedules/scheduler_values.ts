import type { Input } from '../../../src/core/trajectory/input.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { fold } from '../../../src/core/trajectory/fold.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'

/** One group under one scheduler. */
export interface ValueOptions {
  readonly param?: string
  /** The initial value. */
  readonly base?: number
  /** The reports of "loss", from step 1 on; undefined for a step without a report. */
  readonly losses?: readonly (number | undefined)[]
  /** Fields of the optimizer. */
  readonly settings?: object
  /** Edits at some steps, which act after the scheduler. */
  readonly edits?: Readonly<Record<number, Readonly<Record<string, number>>>>
}

/** The values at each of some ascending steps. */
export function schedulerValuesAt(
  steps: readonly number[],
  scheduler: object,
  options: ValueOptions = {},
): number[] {
  const { param = 'lr', base = 1, losses = [], edits = {}, settings = {} } = options
  const groups = [{ name: 'g', lr: 1, [param]: base }]
  const schedulers = [{ param, ...scheduler }]
  const inputs = [
    ...losses.flatMap((loss, at) => (loss === undefined ? [] : [decided(loss, at + 1)])),
    ...Object.entries(edits).map(([step, set]) => edited(set, Number(step))),
  ]
  let state = initialState(define(RegistrationBody.parse({ ...settings, groups, schedulers })))
  const column = state.program.layouts[0]!.paths.indexOf(param)
  return steps.map((step) => {
    state = fold(state, inputs, step)
    return state.values[column]!
  })
}

/** The values from step 0 to `to`. */
export const schedulerValues = (to: number, scheduler: object, options?: ValueOptions): number[] =>
  schedulerValuesAt(
    Array.from({ length: to + 1 }, (_, step) => step),
    scheduler,
    options,
  )

const decided = (value: number, step: number): Input => ({
  kind: 'metric_decided',
  metric: 'loss',
  value,
  step,
  reportedFor: step,
  revision: 1,
  recordedAt: '',
})

const edited = (set: Readonly<Record<string, number>>, step: number): Input => ({
  kind: 'edited',
  groups: ['g'],
  set,
  step,
  revision: 1,
  recordedAt: '',
})
