import type { Input } from '../core/input.ts'
import { unmonitored } from '../core/metrics.ts'
import { MAX_COMPUTED } from '../core/optimizer.ts'
import { pointer, refuse, refuseFaults } from '../core/problem.ts'
import { define, type RegistrationBody } from '../core/registration.ts'
import { recorder, thinning, width, type Series } from '../core/series.ts'
import { begin } from '../core/trajectory.ts'
import type { Context } from './context.ts'
import { load } from './loading.ts'
import { paced } from './paced.ts'
import { stretches, type Stretch } from './history.ts'
import { ratesAt, type Rates } from './rates.ts'
import { inTurns } from './turns.ts'

/** Which part of a trajectory to show. */
export interface Wanted {
  readonly from: number
  /** Left out: as far as the trajectory is known to go. */
  readonly to?: number | undefined
  /** At most so many steps; left out, every one. */
  readonly points?: number | undefined
  readonly params: readonly string[]
}

type Range = Wanted & { readonly to: number }

/** Numbers in one answer: about 20 MB of JSON. */
const MAX_VALUES = 1_000_000
/** Numbers held while a series is thinned: 40 MB. */
const MAX_RECORDED = 5_000_000

/**
 * The current values, or those at any step: sealed ones as they were handed out, later ones as
 * they would be. It never seals.
 * @throws {Refusal} `optimizer_not_found`, `value_not_finite`, `series_too_long`.
 */
export async function lr(context: Context, id: string, step?: number): Promise<Rates> {
  const stored = await load(context, id)
  const { state, cursor } = stored.optimizer
  const wanted = step ?? cursor
  // What is sealed can always be read again, however far the way from the start is.
  refuseLabour(wanted - state.step, state.program.labour, '/step')
  return ratesAt(context, stored, wanted)
}

/** The trajectory of an optimizer, and how far of it is sealed. It never seals. */
export async function trajectory(context: Context, id: string, wanted: Wanted) {
  const stored = await load(context, id)
  const { cursor, sealedThrough } = stored.optimizer
  const range = { ...wanted, to: wanted.to ?? cursor }
  refuseEmpty(range)
  const parts = await stretches(context, stored, range.from, range.to)
  return { series: await record(parts, range), sealedThrough }
}

/** Metrics that a preview assumes: by name, each step and the value there. */
export type Assumed = Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>

/** The trajectory that a registration would have. Nothing is stored. */
export async function preview(
  body: RegistrationBody,
  wanted: Wanted,
  assumed: Assumed = {},
): Promise<Series> {
  const definition = define(body)
  const state = begin(definition)
  refuseFaults(unmonitored(Object.keys(assumed), definition.schedulers))
  refuseFaults(Object.entries(assumed).flatMap(repeatedSteps))
  const to = wanted.to ?? body.total_steps
  if (to !== undefined) {
    const range = { ...wanted, to }
    refuseEmpty(range)
    return record([{ state, inputs: inputsOf(assumed), to }], range)
  }
  const detail = 'given nothing, wanted the last step to show, or total_steps'
  return refuse({ code: 'invalid_request', errors: [{ pointer: '/to', detail }] })
}

function repeatedSteps([metric, points]: [string, Assumed[string]]) {
  const seen = new Set<number>()
  return points.flatMap(([step], index) => {
    const isRepeated = seen.has(step)
    seen.add(step)
    const detail = `step ${step} has a value already, wanted one for each step`
    return isRepeated ? [{ pointer: pointer(['metrics', metric, index]), detail }] : []
  })
}

const inputsOf = (assumed: Assumed): Input[] =>
  Object.entries(assumed).flatMap(([metric, points]) =>
    points.map(([step, value]) => {
      const at = { revision: 1, step, recordedAt: '', reportedFor: step }
      return { kind: 'metric_decided', metric, value, ...at } as const
    }),
  )

function refuseEmpty({ from, to }: Range): void {
  if (from <= to) return
  refuseFaults([{ pointer: '/from', detail: `given ${from}, wanted at most ${to}` }])
}

type Part = Pick<Stretch, 'state' | 'inputs' | 'to'>

async function record(parts: readonly Part[], range: Range): Promise<Series> {
  const { from, to, points, params } = range
  const { state } = parts[0]!
  refuseLabour(to - state.step, state.program.labour, '/to')
  const { visit, series } = recorder(from, to, params)
  refuseLength(range, width(state.program, params))
  visit(state.step, state.values, state.program)
  for (const part of parts) await paced(part.state, part.inputs, part.to, visit)
  const recorded = series()
  refuseFaults(unknownParams(recorded, params))
  return points === undefined ? recorded : thinned(recorded, points)
}

async function thinned(recorded: Series, points: number): Promise<Series> {
  const series = await inTurns(thinning(recorded, points))
  const { length } = series.steps
  if (length <= points) return series
  const reason = `the extremes lie at ${length} different steps, wanted "points" of at least ${length}`
  return refuse({ code: 'series_too_long', pointer: '/points', reason })
}

/** Refuses to compute more than one answer is worth. */
export function refuseLabour(steps: number, labour: number, pointer: string): void {
  if (steps * Math.max(1, labour) <= MAX_COMPUTED) return
  const reason = `${steps} steps x ${labour} schedules in one answer, wanted a product of at most ${MAX_COMPUTED}`
  refuse({ code: 'series_too_long', pointer, reason })
}

function refuseLength({ from, to, points }: Range, width: number): void {
  const steps = to - from + 1
  const shown = Math.min(steps, points ?? steps)
  if (shown * width > MAX_VALUES) {
    const fitting = Math.floor(MAX_VALUES / width)
    const reason = `${shown} steps x ${width} columns in one answer, wanted "points" of at most ${fitting}`
    refuse({ code: 'series_too_long', pointer: '/points', reason })
  }
  if (steps * width > MAX_RECORDED) {
    const fitting = Math.floor(MAX_RECORDED / width)
    const reason = `a range of ${steps} steps x ${width} columns, wanted at most ${fitting} steps`
    refuse({ code: 'series_too_long', pointer: '/to', reason })
  }
}

function unknownParams({ columns }: Series, params: readonly string[]) {
  const known = [...new Set(columns.map(({ path }) => path))]
  return params
    .filter((param) => !known.some((path) => path === param || path.startsWith(`${param}.`)))
    .map((param) => ({
      pointer: '/params',
      detail: `no group has "${param}", wanted names of hyperparameters`,
    }))
}
