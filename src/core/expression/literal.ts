import type { Value } from './arithmetic.ts'
import { ExpressionRefusal } from './syntax.ts'

const INT = /^(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0+|[1-9]\d*)$/
const FLOAT = /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
/** Underscores may stand between digits, and after the x, o or b of a base. */
const UNDERSCORE = /(?<=[\da-fA-FxXoObB])_(?=[\da-fA-F])/g

/**
 * The value of a Python literal: a number without an imaginary part, True or False.
 * @throws {ExpressionRefusal} for any other, such as an int that starts with a zero.
 */
export function literal(text: string): Value {
  if (text === 'True' || text === 'False') return text === 'True'
  const digits = text.replaceAll(UNDERSCORE, '')
  if (INT.test(digits)) return BigInt(digits)
  if (FLOAT.test(digits) && !/^\d+$/.test(digits)) return Number(digits)
  throw new ExpressionRefusal(`${JSON.stringify(text.slice(0, 40))} is not a number`)
}
