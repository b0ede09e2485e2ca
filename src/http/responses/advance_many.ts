import type { Problem } from '../../core/problem.ts'
import type { FailedItem, ItemResult } from '../../operations/advance/advance_many.ts'
import type { HttpProblem } from '../problems/http_problem.ts'
import { problemDetails } from '../problems/problem_details.ts'
import { advancedText, blockedResponse } from './step_values.ts'

/** The maximum number of characters in the response of one call. */
const MAX_LENGTH = 2 ** 26

/** One result of many as JSON, and what it is the result for unless it is a problem. */
interface ResultText {
  readonly text: string
  readonly optimizer?: string
  readonly step?: number
}

/**
 * Writes the results of a call for many optimizers. What a call has changed is changed also if its
 * result exceeds the maximum length: the result is then a problem that says so, and its values can
 * be requested again. A problem is short, and written at any length.
 */
export function resultsText<T>(items: readonly T[], write: (item: T) => ResultText): string {
  let text = ''
  for (const item of items) {
    const { text: result, optimizer, step } = write(item)
    if (text !== '') text += ','
    const isTooLong = step !== undefined && text.length + result.length > MAX_LENGTH
    text += isTooLong ? tooLongText(optimizer!, step) : result
  }
  return `{"results":[${text}]}`
}

/** Writes `AdvanceManyResponse`. */
export const advanceManyText = (outcomes: readonly ItemResult[]): string =>
  resultsText(outcomes, (outcome) => {
    if (!('optimizer' in outcome)) return { text: failureText(outcome) }
    if ('blockedOn' in outcome) {
      return { text: `{"status":202,"result":${JSON.stringify(blockedResponse(outcome))}}` }
    }
    const { optimizer, step } = outcome
    const text = `{"status":200,"result":${advancedText(outcome)}}`
    return { text, optimizer: optimizer.id, step }
  })

const tooLongText = (optimizer: string, step: number): string =>
  problemText({ code: 'answer_too_long', optimizer, step, limit: MAX_LENGTH })

/** Writes the result of an item that is refused, or that failed. */
export const failureText = (failure: FailedItem): string =>
  problemText('problem' in failure ? failure.problem : { code: 'internal_error' })

function problemText(problem: Problem | HttpProblem): string {
  const document = problemDetails(problem)
  return `{"status":${document.status},"problem":${JSON.stringify(document)}}`
}
