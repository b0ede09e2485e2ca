import { absolute, ArithmeticRefusal, COMPARISONS, toFloat, type Value } from './arithmetic.ts'

/** A function that expressions may call, and how many arguments it takes. */
export interface Callable {
  readonly least: number
  readonly most: number
  readonly call: (first: Value, ...others: Value[]) => Value
}

const refuse = (reason: string): never => {
  throw new ArithmeticRefusal(reason)
}

/** One of C's functions of a float, with CPython's refusals: a domain first, then overflow. */
function ofFloat(name: string, apply: (x: number) => number, domain?: (x: number) => boolean) {
  const call = (value: Value): number => {
    const x = toFloat(value)
    if (domain && !domain(x)) refuse(`math.${name}(${x}): math domain error`)
    const result = apply(x)
    if (!Number.isFinite(result) && Number.isFinite(x))
      refuse(`math.${name}(${x}): math range error`)
    return result
  }
  return { least: 1, most: 1, call }
}

const rounded = (name: string, apply: (x: number) => number): Callable => ({
  least: 1,
  most: 1,
  call: (value) => {
    if (typeof value !== 'number') return BigInt(value)
    return Number.isFinite(value) ? BigInt(apply(value)) : refuse(`${name} of a non-finite float`)
  },
})

const extreme = (sign: '<' | '>'): Callable => ({
  least: 2,
  most: 64,
  call: (...values) =>
    values.reduce((best, value) => (COMPARISONS[sign]!(value, best) ? value : best)),
})

const positive = (x: number) => !(x <= 0)
const bounded = (x: number) => Math.abs(x) !== Infinity
const log = ofFloat('log', Math.log, positive)

/** Python's log(x, base), which is log(x) / log(base). */
function logarithm(x: Value, base?: Value): number {
  if (base === undefined) return log.call(x)
  const divisor = log.call(base)
  return divisor === 0 ? refuse('float division by zero') : log.call(x) / divisor
}

/** Python's built-in functions and those of its `math` module, by their bare names. */
export const FUNCTIONS: ReadonlyMap<string, Callable> = new Map<string, Callable>([
  ['min', extreme('<')],
  ['max', extreme('>')],
  ['abs', { least: 1, most: 1, call: (x) => absolute(x) }],
  ['int', rounded('int', Math.trunc)],
  ['float', { least: 1, most: 1, call: (x) => toFloat(x) }],
  ['floor', rounded('floor', Math.floor)],
  ['ceil', rounded('ceil', Math.ceil)],
  ['sqrt', ofFloat('sqrt', Math.sqrt, (x) => !(x < 0))],
  ['exp', ofFloat('exp', Math.exp)],
  ['log', { least: 1, most: 2, call: (x, base) => logarithm(x, base) }],
  ['log2', ofFloat('log2', Math.log2, positive)],
  ['log10', ofFloat('log10', Math.log10, positive)],
  ['cos', ofFloat('cos', Math.cos, bounded)],
  ['sin', ofFloat('sin', Math.sin, bounded)],
  ['tan', ofFloat('tan', Math.tan, bounded)],
  ['tanh', ofFloat('tanh', Math.tanh)],
])

/** The constants of Python's `math` module. */
export const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
  ['tau', 2 * Math.PI],
])

/** Names that stand under `math.` in Python; the others are built in. */
export const BUILT_IN: ReadonlySet<string> = new Set(['min', 'max', 'abs', 'int', 'float'])
