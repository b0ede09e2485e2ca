import type { Problem } from '../../core/problem.ts'
import type { ItemResult } from '../../operations/advance/advance_many.ts'
import type { HttpProblem } from '../problems/http_problem.ts'
import { problemDetails } from '../problems/problem_details.ts'
import { advancedText, blockedResponse } from './step_values.ts'

/** The maximum number of characters in the response of one call. */
const MAX_LENGTH = 2 ** 26

/**
 * Writes `AdvanceManyResponse`. An advance whose result would exceed the maximum length is sealed
 * nevertheless: its result is a problem that says so, and its values can be requested again.
 */
export function advanceManyText(outcomes: readonly ItemResult[]): string {
  let text = ''
  for (const outcome of outcomes) {
    const result = stepResultText(outcome)
    if (text !== '') text += ','
    text += text.length + result.length > MAX_LENGTH ? tooLongText(outcome) : result
  }
  return `{"results":[${text}]}`
}

/** Writes `StepResult`. */
function stepResultText(outcome: ItemResult): string {
  if ('problem' in outcome) return problemText(outcome.problem)
  if ('error' in outcome) return problemText({ code: 'internal_error' })
  if ('blockedOn' in outcome) {
    return `{"status":202,"result":${JSON.stringify(blockedResponse(outcome))}}`
  }
  return `{"status":200,"result":${advancedText(outcome)}}`
}

/** A problem is short, and written at any length. */
function tooLongText(outcome: ItemResult): string {
  if (!('state' in outcome)) return stepResultText(outcome)
  const { optimizer, step } = outcome
  return problemText({ code: 'answer_too_long', optimizer: optimizer.id, step, limit: MAX_LENGTH })
}

function problemText(problem: Problem | HttpProblem): string {
  const document = problemDetails(problem)
  return `{"status":${document.status},"problem":${JSON.stringify(document)}}`
}
