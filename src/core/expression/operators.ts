import { checkedSize, plain, toFloat, type Value } from './arithmetic.ts'
import * as floats from './floats.ts'
import * as ints from './ints.ts'

/** A binary operation. */
export type Operation = (left: Value, right: Value) => Value

/** An operation on ints, or on floats if at least one operand is a float. */
function mixed(
  onInts: (a: bigint, b: bigint) => bigint | number,
  onFloats: (a: number, b: number) => number,
): Operation {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return onFloats(left, right)
    const a = plain(left)
    const b = plain(right)
    if (typeof a === 'number' || typeof b === 'number') return onFloats(toFloat(a), toFloat(b))
    return onInts(a, b)
  }
}

const add = mixed(
  (a, b) => checkedSize(a + b),
  (a, b) => a + b,
)
const subtract = mixed(
  (a, b) => checkedSize(a - b),
  (a, b) => a - b,
)
const multiply = mixed(
  (a, b) => checkedSize(a * b),
  (a, b) => a * b,
)

/** Python's `a ** b`, and its `pow(a, b)`. An int to a negative power is a float. */
export const power = mixed(
  (a, b) => (b < 0n ? floats.power(toFloat(a), toFloat(b)) : ints.power(a, b)),
  floats.power,
)

export const PRODUCTS: ReadonlyMap<string, Operation> = new Map([
  ['*', multiply],
  ['/', mixed(ints.divide, floats.divide)],
  ['//', mixed(ints.floorDivide, floats.floorDivide)],
  ['%', mixed(ints.modulo, floats.modulo)],
])

export const SUMS: ReadonlyMap<string, Operation> = new Map([
  ['+', add],
  ['-', subtract],
])

/** Comparison is exact between int and float, in Python and in JavaScript. */
export const COMPARISONS: ReadonlyMap<string, (a: Value, b: Value) => boolean> = new Map<
  string,
  (a: Value, b: Value) => boolean
>([
  ['<', (a, b) => plain(a) < plain(b)],
  ['<=', (a, b) => plain(a) <= plain(b)],
  ['>', (a, b) => plain(a) > plain(b)],
  ['>=', (a, b) => plain(a) >= plain(b)],
  // eslint-disable-next-line eqeqeq -- 1n == 1 is what Python's 1 == 1.0 means
  ['==', (a, b) => plain(a) == plain(b)],
  // eslint-disable-next-line eqeqeq -- as above
  ['!=', (a, b) => plain(a) != plain(b)],
])
