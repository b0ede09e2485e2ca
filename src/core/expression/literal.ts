import { isTooLarge, TOO_LARGE, type Value } from './arithmetic.ts'
import { ExpressionRefusal } from './tokens.ts'

const INT = /^(0[xX](_?[\da-fA-F])+|0[oO](_?[0-7])+|0[bB](_?[01])+|0(_?0)*|[1-9](_?\d)*)$/
const FLOAT =
  /^(\d(_?\d)*\.(\d(_?\d)*)?([eE][+-]?\d(_?\d)*)?|\.\d(_?\d)*([eE][+-]?\d(_?\d)*)?|\d(_?\d)*[eE][+-]?\d(_?\d)*)$/

/**
 * The value of a Python literal: a number without an imaginary part, True or False.
 * @throws {ExpressionRefusal} for any other, such as an int that starts with a zero.
 */
export function literal(text: string): Value {
  if (text === 'True' || text === 'False') return text === 'True'
  const digits = text.replaceAll('_', '')
  if (INT.test(text)) return int(BigInt(digits))
  if (FLOAT.test(text)) return Number(digits)
  throw new ExpressionRefusal(`${JSON.stringify(text.slice(0, 40))} is not a number`)
}

function int(value: bigint): bigint {
  if (isTooLarge(value)) throw new ExpressionRefusal(TOO_LARGE)
  return value
}
