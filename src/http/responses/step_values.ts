import type { z } from 'zod'
import { toJsonDouble } from '../../core/number.ts'
import type { Window } from '../../core/series/window.ts'
import type { Blocked } from '../../operations/advance/advance.ts'
import type { Advanced } from '../../operations/advance/fast_path.ts'
import type { StepValues } from '../../operations/replay/values_at.ts'
import type { BlockedAnswer } from '../contract/steps.ts'
import { groupsText } from './groups.ts'

/** Values as the JSON of answers: each of these writes what the schema of its name describes. */

/** Writes `RatesAnswer`, and more fields behind it. An id needs no escaping. */
const ratesText = ({ optimizer, revision, step, state }: StepValues, more = ''): string =>
  `{"optimizer":"${optimizer.id}","generation":${optimizer.generation.number},"revision":${revision},"step":${step},"sealed_through":${optimizer.sealedThrough},"groups":${groupsText(state)}${more}}`

/** Writes `ReadAnswer`: values that were only read, and whether they may still change. */
export const readText = (rates: StepValues): string =>
  ratesText(rates, `,"sealed":${rates.step <= rates.optimizer.sealedThrough}`)

/** Writes `AdvancedAnswer`. */
export function advancedText(advanced: Advanced): string {
  const { decisions, window } = advanced
  const ahead = window === undefined ? '' : `,"ahead":${windowText(window)}`
  if (decisions.length === 0) return ratesText(advanced, ahead)
  return ratesText(advanced, `${ahead},"metrics":${JSON.stringify(metricsAnswer(decisions))}`)
}

const metricsAnswer = (decisions: Advanced['decisions']) =>
  Object.fromEntries(
    decisions.map(({ metric, value, step }) => [
      metric,
      { value: toJsonDouble(value), effective_step: step },
    ]),
  )

function windowAnswer({ from, through, revision, columns }: Window) {
  const groups = [...Map.groupBy(columns, ({ group }) => group)]
  return {
    from,
    through,
    revision,
    groups: groups.map(([name, own]) => ({
      name,
      // NaN, where the group is not there, is written as null: JSON has no other word for it.
      ...Object.fromEntries(own.map(({ path, values }) => [path, Array.from(values)])),
    })),
  }
}

const windows = new WeakMap<Window, string>()

/** All ranks ask for the same windows: each is written once. */
function windowText(window: Window): string {
  const known = windows.get(window)
  if (known !== undefined) return known
  const text = JSON.stringify(windowAnswer(window))
  windows.set(window, text)
  return text
}

export const blockedAnswer = ({
  optimizer: { id, generation, cursor, sealedThrough },
  blockedOn,
}: Blocked): z.infer<typeof BlockedAnswer> => ({
  optimizer: id,
  generation: generation.number,
  step: cursor,
  sealed_through: sealedThrough,
  blocked_on: [...blockedOn],
})
