import type { Input } from '../../core/trajectory/input.ts'
import { unmonitoredFaults } from '../../core/metrics/decisions.ts'
import { pointer, refuse, refuseFaults } from '../../core/problem.ts'
import { define, type RegistrationBody } from '../../core/definition/registration.ts'
import type { Series } from '../../core/series/series.ts'
import { newOptimizer, type Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Context } from '../context.ts'
import { load } from '../commit/load.ts'
import { lineOfGeneration, partsOfLine, valuesOfLine } from './line.ts'
import { replaySegments } from '../replay/history.ts'
import { cachedSeries, cacheSeries } from '../cache/cached_series.ts'
import type { StepValues } from '../cache/cached_values.ts'
import { valuesAt } from '../replay/values_at.ts'
import { buildSeries, refuseCost, type Range } from '../replay/series.ts'

/** A step, and the generation on whose line it is; left out, the cursor and the current one. */
export interface StepQuery {
  readonly step?: number | undefined
  readonly generation?: number | undefined
}

/** The part of a trajectory to return. */
export interface SeriesQuery extends Omit<Range, 'to'> {
  /** Left out: the cursor of an optimizer, or the total steps of a preview. */
  readonly to?: number | undefined
}

/**
 * The current values, or those at any step: sealed values as they were returned, later ones as a
 * projection. It never seals.
 * @throws {Refusal} `optimizer_not_found`, `unknown_generation`, `value_not_finite`,
 *   `series_too_long`.
 */
export async function lr(
  context: Context,
  id: string,
  { step, generation }: StepQuery,
): Promise<StepValues> {
  const stored = await load(context, id)
  const line = await lineOfGeneration(context, stored, generation)
  const { sealedThrough, state, cursor } = line?.optimizer ?? stored.optimizer
  const wanted = step ?? cursor
  // A sealed step can always be read again, at any distance from a snapshot.
  refuseCost(wanted - sealedThrough, state.program.rulesPerStep, '/step')
  return line ? valuesOfLine(context, stored, line, wanted) : valuesAt(context, stored, wanted)
}

/** The trajectory of an optimizer, and the step through which it is sealed. It never seals. */
export async function trajectory(
  context: Context,
  id: string,
  { generation, ...wanted }: SeriesQuery & Pick<StepQuery, 'generation'>,
) {
  const stored = await load(context, id)
  const line = await lineOfGeneration(context, stored, generation)
  const { cursor, sealedThrough } = line?.optimizer ?? stored.optimizer
  const range = { ...wanted, to: wanted.to ?? cursor }
  refuseEmpty(range)
  const { processState } = context
  const request = { ...range, generation: generation ?? stored.optimizer.generation.number }
  const cached = cachedSeries(processState, stored, request)
  if (cached) return { series: cached, sealedThrough }
  const parts = line
    ? await partsOfLine(context, stored, line, range)
    : await replaySegments(context, stored, range.from, range.to)
  const series = await buildSeries(parts, range)
  cacheSeries(processState, stored, request, series)
  return { series, sealedThrough }
}

/** The metrics that a preview assumes: by name, steps with their values. */
export type AssumedMetrics = Readonly<
  Record<string, readonly (readonly [step: number, value: number])[]>
>

/** A trajectory, and the optimizer that would have it, as it would be registered. */
export interface Preview {
  readonly series: Series
  readonly optimizer: Optimizer
}

/** The trajectory of a registration that is not stored. */
export async function preview(
  body: RegistrationBody,
  wanted: SeriesQuery,
  assumed: AssumedMetrics = {},
): Promise<Preview> {
  const definition = define(body)
  const optimizer = newOptimizer('preview', definition, '')
  refuseFaults(unmonitoredFaults(Object.keys(assumed), definition.schedulers))
  refuseFaults(Object.entries(assumed).flatMap(repeatedSteps))
  const to = wanted.to ?? body.total_steps
  if (to !== undefined) {
    const range = { ...wanted, to }
    refuseEmpty(range)
    const part = { state: optimizer.state, inputs: inputsForMetrics(assumed), to }
    return { series: await buildSeries([part], range), optimizer }
  }
  const detail = 'given nothing, wanted the last step to show, or total_steps'
  return refuse({ code: 'invalid_request', errors: [{ pointer: '/to', detail }] })
}

function repeatedSteps([metric, points]: [string, AssumedMetrics[string]]) {
  const seen = new Set<number>()
  return points.flatMap(([step], index) => {
    const isRepeated = seen.has(step)
    seen.add(step)
    const detail = `step ${step} has a value already, wanted one for each step`
    return isRepeated ? [{ pointer: pointer(['metrics', metric, index]), detail }] : []
  })
}

const inputsForMetrics = (assumed: AssumedMetrics): Input[] =>
  Object.entries(assumed).flatMap(([metric, points]) =>
    points.map(([step, value]) => {
      const at = { revision: 1, step, recordedAt: '', reportedFor: step }
      return { kind: 'metric_decided', metric, value, countsAtStart: true, ...at } as const
    }),
  )

function refuseEmpty({ from, to }: Range): void {
  if (from <= to) return
  refuseFaults([{ pointer: '/from', detail: `given ${from}, wanted at most ${to}` }])
}
