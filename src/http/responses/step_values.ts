import type { z } from 'zod'
import { seenText } from '../../core/optimizer/seen.ts'
import { toJsonDouble } from '../../core/number.ts'
import { columnsByGroup, rowsOf } from '../../core/series/named_columns.ts'
import type { Window } from '../../core/series/window.ts'
import type { Advanced, Blocked } from '../../operations/advance/request.ts'
import type { StepValues } from '../../operations/cache/cached_values.ts'
import type { BlockedResponse } from '../contract/steps.ts'
import { groupsText } from './groups.ts'

/** Values in responses, written as JSON text: each function writes the schema of its name. */

/** Writes `StepValuesResponse`, with more fields after it. An id needs no escaping. */
const stepValuesText = ({ optimizer, revision, step, state }: StepValues, more = ''): string =>
  `{"optimizer":"${optimizer.id}","generation":${optimizer.generation.number},"revision":${revision},"step":${step},"sealed_through":${optimizer.sealedThrough},"groups":${groupsText(state)}${more}}`

/** Writes `ReadValuesResponse`. */
export const readValuesText = (rates: StepValues): string =>
  stepValuesText(rates, `,"sealed":${rates.step <= rates.optimizer.sealedThrough}`)

/** Writes `AdvancedResponse`. */
export function advancedText(advanced: Advanced): string {
  const { decisions, window } = advanced
  const seen = `,"seen":"${seenText(advanced.optimizer)}"`
  const ahead = window === undefined ? seen : `${seen},"ahead":${windowText(window)}`
  if (decisions.length === 0) return stepValuesText(advanced, ahead)
  return stepValuesText(
    advanced,
    `${ahead},"metrics":${JSON.stringify(metricsResponse(decisions))}`,
  )
}

const metricsResponse = (decisions: Advanced['decisions']) =>
  Object.fromEntries(
    decisions.map(({ metric, value, step }) => [
      metric,
      { value: toJsonDouble(value), effective_step: step },
    ]),
  )

function windowResponse({ from, through, revision, columns, ends }: Window) {
  return {
    from,
    through,
    revision,
    groups: columnsByGroup(columns).map(([name, own]) => ({
      name,
      // NaN, for steps without the group, is written as null: JSON has no NaN.
      ...Object.fromEntries(own.map((named) => [named.name, rowsOf(named)])),
    })),
    ...(ends && { ends: { reason: ends.reason, step: ends.step } }),
  }
}

const windows = new WeakMap<Window, string>()

/** All ranks request the same windows: each is written once. */
export function windowText(window: Window): string {
  const cached = windows.get(window)
  if (cached !== undefined) return cached
  const text = JSON.stringify(windowResponse(window))
  windows.set(window, text)
  return text
}

export const blockedResponse = ({
  optimizer,
  blockedOn,
}: Blocked): z.infer<typeof BlockedResponse> => ({
  optimizer: optimizer.id,
  generation: optimizer.generation.number,
  step: optimizer.cursor,
  sealed_through: optimizer.sealedThrough,
  seen: seenText(optimizer),
  blocked_on: [...blockedOn],
})
