import { exp } from '../numerics/exp.ts'
import { expm1 } from '../numerics/expm1.ts'
import { log, log2 } from '../numerics/log.ts'
import { log10 } from '../numerics/log10.ts'
import { pow } from '../numerics/pow.ts'
import { tanh } from '../numerics/tanh.ts'
import { cos, sin, tan } from '../numerics/trigonometric.ts'
import { isTrue, plain, refuseArithmetic, toFloat, type Value } from './arithmetic.ts'
import { divide } from './floats.ts'
import { magnitude } from './ints.ts'
import { COMPARISONS, power } from './operators.ts'
import { round } from './rounding.ts'

/** A function of expressions, and the number of its arguments. */
export interface Callable {
  readonly least: number
  readonly most: number
  readonly call: (...values: Value[]) => Value
}

const ofOne = (call: (value: Value) => Value): Callable => ({ least: 1, most: 1, call })
const ofTwo = (call: (a: Value, b: Value) => Value): Callable => ({ least: 2, most: 2, call })
const ofOneOrTwo = (call: (a: Value, b?: Value) => Value): Callable => ({ least: 1, most: 2, call })

const ofFloat = (apply: (x: number) => number) =>
  ofOne((value) => {
    const x = toFloat(value)
    return checked(apply(x), x)
  })
const ofFloats = (apply: (x: number, y: number) => number) =>
  ofTwo((a, b) => {
    const [x, y] = [toFloat(a), toFloat(b)]
    return checked(apply(x, y), x, y)
  })

/** CPython's domain and range errors: a non-finite result of finite arguments is refused. */
function checked(result: number, ...given: number[]): number {
  if (Number.isFinite(result)) return result
  const excuses = Number.isNaN(result) ? Number.isNaN : (x: number) => !Number.isFinite(x)
  return given.some(excuses)
    ? result
    : refuseArithmetic(`math domain or range error at ${given.join(', ')}`)
}

const toInt = (apply: (x: number) => number) =>
  ofOne((value) => {
    if (typeof value !== 'number') return BigInt(value)
    return Number.isFinite(value) ? BigInt(apply(value)) : refuseArithmetic(`${value} as an int`)
  })

/** The first of the least or greatest values. */
function extreme(sign: '<' | '>'): Callable {
  const beats = COMPARISONS.get(sign)!
  const call = (...values: Value[]) =>
    values.reduce((best, value) => (beats(value, best) ? value : best))
  return { least: 2, most: Infinity, call }
}

const absolute = (value: Value): Value => {
  const number = plain(value)
  return typeof number === 'bigint' ? magnitude(number) : Math.abs(number)
}

const logOf = ofFloat(log).call

/** Python's log(x, base), which is log(x) / log(base). */
const logarithm = (x: Value, base?: Value): Value =>
  base === undefined ? logOf(x) : divide(toFloat(logOf(x)), toFloat(logOf(base)))

const BUILT_INS: readonly [string, Callable][] = [
  ['min', extreme('<')],
  ['max', extreme('>')],
  ['abs', ofOne(absolute)],
  ['pow', ofTwo(power)],
  ['round', ofOneOrTwo(round)],
  ['int', toInt(Math.trunc)],
  ['float', ofOne(toFloat)],
  ['bool', ofOne(isTrue)],
]

const MATH: readonly [string, Callable][] = [
  ['floor', toInt(Math.floor)],
  ['ceil', toInt(Math.ceil)],
  ['trunc', toInt(Math.trunc)],
  ['fabs', ofFloat(Math.abs)],
  ['fmod', ofFloats((x, y) => x % y)],
  ['sqrt', ofFloat(Math.sqrt)],
  ['pow', ofFloats(pow)],
  ['exp', ofFloat(exp)],
  ['expm1', ofFloat(expm1)],
  ['log', ofOneOrTwo(logarithm)],
  ['log1p', ofFloat(Math.log1p)],
  ['log2', ofFloat(log2)],
  ['log10', ofFloat(log10)],
  ['sin', ofFloat(sin)],
  ['cos', ofFloat(cos)],
  ['tan', ofFloat(tan)],
  ['asin', ofFloat(Math.asin)],
  ['acos', ofFloat(Math.acos)],
  ['atan', ofFloat(Math.atan)],
  ['tanh', ofFloat(tanh)],
  // CPython does not check this one for overflow.
  ['degrees', ofOne((x) => toFloat(x) * (180 / Math.PI))],
  ['radians', ofFloat((x) => x * (Math.PI / 180))],
  ['isfinite', ofOne((x) => Number.isFinite(toFloat(x)))],
  ['isinf', ofOne((x) => Math.abs(toFloat(x)) === Infinity)],
  ['isnan', ofOne((x) => Number.isNaN(toFloat(x)))],
]

const MATH_CONSTANTS: readonly [string, number][] = [
  ['pi', Math.PI],
  ['tau', 2 * Math.PI],
  ['e', Math.E],
  ['inf', Infinity],
]

/**
 * Names with `math.` as in Python, and the same names alone, if they are not built-in functions.
 */
const named = <T>(math: readonly [string, T][], builtIns: readonly [string, T][] = []) =>
  new Map([
    ...math.map(([name, value]): [string, T] => [`math.${name}`, value]),
    ...math,
    ...builtIns,
  ])

export const FUNCTIONS: ReadonlyMap<string, Callable> = named(MATH, BUILT_INS)
export const CONSTANTS: ReadonlyMap<string, number> = named(MATH_CONSTANTS)
