import type { z } from 'zod'
import { hyperparametersAt, type Columns } from '../../core/frame.ts'
import { wideOf } from '../../core/number.ts'
import type { Window } from '../../core/window.ts'
import type { Advanced, Blocked } from '../../operations/advance.ts'
import type { Outcome } from '../../operations/batch.ts'
import type { Rates } from '../../operations/rates.ts'
import type {
  AdvancedAnswer,
  BlockedAnswer,
  GroupValues,
  RatesAnswer,
  ReadAnswer,
  StepResult,
} from '../contract/steps.ts'
import { problemDocument } from '../problems.ts'

/** Values, as answers write them. */

export function ratesAnswer(rates: Rates): z.infer<typeof RatesAnswer> {
  const { optimizer, revision, step, state } = rates
  return {
    optimizer: optimizer.id,
    generation: optimizer.generation.number,
    revision,
    step,
    sealed_through: optimizer.sealedThrough,
    groups: state.program.columns.map((columns) => groupAnswer(columns, state.values)),
  }
}

function groupAnswer(columns: Columns, values: Float64Array): z.infer<typeof GroupValues> {
  // The name and lr come first, wherever lr stands among the others.
  return Object.assign({ name: columns.name, lr: NaN }, hyperparametersAt(columns, values))
}

/** Values that were only read, and whether they may still change. */
export const readAnswer = (rates: Rates): z.infer<typeof ReadAnswer> => ({
  ...ratesAnswer(rates),
  sealed: rates.step <= rates.optimizer.sealedThrough,
})

export function advancedAnswer(advanced: Advanced): z.infer<typeof AdvancedAnswer> {
  const { decisions, window } = advanced
  return {
    ...ratesAnswer(advanced),
    ...(window === undefined ? {} : { ahead: windowAnswer(window) }),
    ...(decisions.length === 0 ? {} : { metrics: metricsAnswer(decisions) }),
  }
}

const metricsAnswer = (decisions: Advanced['decisions']) =>
  Object.fromEntries(
    decisions.map(({ metric, value, step }) => [
      metric,
      { value: wideOf(value), effective_step: step },
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

/** What became of one advance of many. */
export function stepResult(outcome: Outcome): z.infer<typeof StepResult> {
  if ('problem' in outcome) {
    const problem = problemDocument(outcome.problem)
    return { status: problem.status, problem }
  }
  if ('blockedOn' in outcome) return { status: 202, result: blockedAnswer(outcome) }
  return { status: 200, result: advancedAnswer(outcome) }
}
