import type { Problem } from '../../core/problem.ts'
import type { HttpProblem } from './http_problem.ts'

export type AnyProblem = Problem | HttpProblem
export type ProblemCode = AnyProblem['code']
type ProblemOf<C extends ProblemCode> = Extract<AnyProblem, { code: C }>

export interface ProblemRow<C extends ProblemCode> {
  readonly status: number
  readonly title: string
  /** Whether the same request may succeed later without any change. */
  readonly retryable: boolean
  readonly detail: (problem: ProblemOf<C>) => string
}

export const row = <C extends ProblemCode>(
  status: number,
  title: string,
  detail: (problem: ProblemOf<C>) => string,
  retryable = false,
): ProblemRow<C> => ({ status, title, detail, retryable })

/** A list of names for a sentence. */
export const quotedNames = (names: readonly string[]) =>
  names.map((name) => `"${name}"`).join(', ') || 'none'

/** A row for each problem. */
export type ProblemTable = { readonly [C in ProblemCode]: ProblemRow<C> }
