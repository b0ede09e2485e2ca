import { z } from 'zod'
import { toFloat } from './arithmetic.ts'
import { compile } from './compile.ts'
import { MAX_LENGTH } from './parse.ts'
import { ExpressionRefusal } from './syntax.ts'

/**
 * A Python arithmetic expression as text, over `epoch` (also `step`), `lr` (the current value),
 * `base_lr` and, where the optimizer declares it, `total_steps`.
 */
export const Expression = z
  .string()
  .max(MAX_LENGTH)
  .superRefine((text, context) => {
    try {
      compile(text)
    } catch (error) {
      if (!(error instanceof ExpressionRefusal)) throw error
      context.addIssue({ code: 'custom', message: error.message })
    }
  })
  .meta({ description: 'A Python arithmetic expression.', examples: ['0.95 ** epoch'] })

/**
 * An expression as a function of the epoch, the current value and the base value.
 * It throws an `ArithmeticRefusal` where CPython raises, and for a result beyond doubles.
 */
export function expression(text: string, totalSteps: number | undefined) {
  const evaluate = compile(text)
  const declared = totalSteps === undefined ? {} : { total_steps: BigInt(totalSteps) }
  return (epoch: number, lr: number, base_lr: number): number => {
    return toFloat(evaluate({ epoch: BigInt(epoch), lr, base_lr, ...declared }))
  }
}
