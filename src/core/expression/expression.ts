import { z } from 'zod'
import { refuseArithmetic, toFloat } from './arithmetic.ts'
import { compileExpression } from './compile.ts'
import { shapeOfExpression } from './shape_of_expression.ts'
import type { ShapeFunction } from './shape_variables.ts'
import { ExpressionRefusal, MAX_LENGTH, tokens } from './tokens.ts'
import { VARIABLES, type Variables } from './variables.ts'

export type { Variables }

interface Compiled {
  readonly evaluate: ReturnType<typeof compileExpression>
  readonly names: ReadonlySet<string>
  readonly shape: ShapeFunction | undefined
}

/**
 * Expressions that were compiled recently: a registration reads each several times, and to compile
 * one takes some 0.1 ms. One cache per process: the result depends on the text alone.
 */
const cache = new Map<string, Compiled>()
const MAX_COMPILED = 1_000

function compileCached(text: string): Compiled {
  const known = cache.get(text)
  if (known) return known
  const evaluate = compileExpression(text)
  const fresh = { evaluate, names: namesIn(text), shape: shapeOfExpression(text) }
  if (cache.size >= MAX_COMPILED) cache.delete(cache.keys().next().value!)
  cache.set(text, fresh)
  return fresh
}

/**
 * A Python arithmetic expression as text, over `epoch` (also `step`), `lr`, `base_lr`, `value`,
 * `base` and, if they are defined, `x` and `total_steps`.
 */
export const Expression = z
  .string()
  .max(MAX_LENGTH)
  .superRefine((text, context) => {
    try {
      compileCached(text)
    } catch (error) {
      if (!(error instanceof ExpressionRefusal)) throw error
      context.addIssue({ code: 'custom', message: error.message })
    }
  })
  .meta({
    id: 'Expression',
    description: 'A Python arithmetic expression.',
    examples: ['0.95 ** epoch'],
  })

/**
 * An expression as a function of its variables.
 * It throws an `ArithmeticRefusal` if CPython raises, and for a result that is not finite.
 * @throws {ExpressionRefusal} if the text is not such an expression.
 */
export function expression(text: string, totalSteps: number | undefined) {
  const { evaluate } = compileCached(text)
  return (variables: Variables): number => {
    const result = toFloat(evaluate({ ...variables, total_steps: totalSteps }))
    return Number.isFinite(result) ? result : refuseArithmetic(`its value is ${result}`)
  }
}

/**
 * The variables of an expression, with `epoch` in place of its synonym `step`.
 * @throws {ExpressionRefusal} if the text is not such an expression.
 */
export const namesRead = (text: string): ReadonlySet<string> => compileCached(text).names

/**
 * Whether an expression rises or falls over a range of epochs. Undefined if that cannot be found out.
 * @throws {ExpressionRefusal} if the text is not such an expression.
 */
export const shapeOf = (text: string): ShapeFunction | undefined => compileCached(text).shape

function namesIn(text: string): ReadonlySet<string> {
  const variables = tokens(text).filter(({ kind }) => kind === 'VariableName')
  const names = variables.map((token) => (token.text === 'step' ? 'epoch' : token.text))
  return new Set(names.filter((name) => VARIABLES.has(name)))
}
