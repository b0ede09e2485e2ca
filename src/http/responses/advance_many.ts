import type { Problem } from '../../core/problem.ts'
import type { ItemResult } from '../../operations/advance/advance_many.ts'
import type { HttpProblem } from '../problems/http_problem.ts'
import { problemDetails } from '../problems/problem_details.ts'
import { advancedText, blockedResponse } from './step_values.ts'

/** How many characters the answers to one call may have together. */
const MAX_LENGTH = 2 ** 26

/**
 * Writes `AdvanceManyResponse`: what became of each advance of many. Those whose answers come to be too long
 * together are made, and said to be, and can be asked for again.
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

/** A problem is short, and told whatever came before it. */
function tooLongText(outcome: ItemResult): string {
  if (!('state' in outcome)) return stepResultText(outcome)
  const { optimizer, step } = outcome
  return problemText({ code: 'answer_too_long', optimizer: optimizer.id, step, limit: MAX_LENGTH })
}

function problemText(problem: Problem | HttpProblem): string {
  const document = problemDetails(problem)
  return `{"status":${document.status},"problem":${JSON.stringify(document)}}`
}
