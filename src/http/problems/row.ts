import type { Problem } from '../../core/problem.ts'
import type { HttpProblem } from './http_problem.ts'

export type Any = Problem | HttpProblem
export type Code = Any['code']
type Of<C extends Code> = Extract<Any, { code: C }>

export interface Row<C extends Code> {
  readonly status: number
  readonly title: string
  /** Whether the same request may succeed later without any change. */
  readonly retryable: boolean
  readonly detail: (problem: Of<C>) => string
}

export const row = <C extends Code>(
  status: number,
  title: string,
  detail: (problem: Of<C>) => string,
  retryable = false,
): Row<C> => ({ status, title, detail, retryable })

/** Names as a sentence has them. */
export const list = (names: readonly string[]) =>
  names.map((name) => `"${name}"`).join(', ') || 'none'

/** A row for each problem. */
export type Rows = { readonly [C in Code]: Row<C> }
