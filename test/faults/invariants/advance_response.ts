import { numbersAt, stepTexts, stepWriters, type Columns, type GroupValues } from './step_texts.ts'
import type { StepTexts } from './step_texts.ts'

/** The checked parts of the response to an advance. */
export interface AdvanceResponse {
  readonly generation: number
  readonly revision: number
  readonly step: number
  readonly sealed_through: number
  readonly seen: string
  readonly groups: readonly GroupValues[]
  readonly ahead?: Window | undefined
  readonly metrics?: Readonly<Record<string, Decision>> | undefined
}

export interface Window {
  readonly from: number
  readonly through: number
  readonly revision: number
  readonly groups: readonly Columns[]
  readonly ends?: WindowEnd | undefined
}

/** Why a window is shorter than requested, and the first step that it does not have. */
export interface WindowEnd {
  readonly reason: 'metric' | 'schedule' | 'limit'
  readonly step: number
}

export interface Decision {
  readonly value: number | string
  readonly effective_step: number
}

/** Each step of a response, and its values. */
export function* valuesByStep({
  step,
  groups,
  ahead,
}: AdvanceResponse): Generator<[number, StepTexts]> {
  yield [step, stepTexts(groups)]
  if (!ahead) return
  const writers = stepWriters(groups, ahead.groups)
  for (let at = ahead.from; at <= ahead.through; at++) {
    yield [at, { numbers: numbersAt(writers, at - ahead.from) }]
  }
}
