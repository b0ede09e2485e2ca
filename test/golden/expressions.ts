import { ArithmeticRefusal, type Value } from '../../src/core/expression/arithmetic.ts'
import { compileExpression } from '../../src/core/expression/compile.ts'
import { ExpressionRefusal } from '../../src/core/expression/tokens.ts'
import type { Scope } from '../../src/core/expression/variables.ts'

/** The first line of the output of expressions.py; each other line is a text and its results. */
interface Header {
  readonly seed: number
  readonly python: string
  readonly settings: readonly Scope[]
}

type Line = readonly [text: string, ...answers: string[]]

/** The comparison of Lockstep's results with CPython's. */
export interface Comparison extends Header {
  readonly expressions: number
  readonly refused: number
  readonly compared: number
  readonly differing: readonly string[]
  /** Results within the tolerance of a function: how many, and the largest difference in ulps without amplification. */
  readonly inexact: number
  readonly largestUlp: number
}

/** Compares every result in the output of expressions.py with our own. */
export function compare(written: string): Comparison {
  const [first, ...rest] = written.trimEnd().split('\n')
  const header = JSON.parse(first!) as Header
  const lines = rest.map((line) => JSON.parse(line) as Line)
  const pairs = lines.flatMap(([text, ...answers]) => {
    const evaluate = evaluator(text)
    return answers.map((wanted, index) => {
      const scope = header.settings[index]!
      return { text, scope, wanted, got: evaluate(scope) }
    })
  })
  const off = pairs
    .filter(({ wanted, got }) => exactly(wanted) !== got)
    .map((pair) => ({
      ...pair,
      ulps: ulps(pair.wanted, pair.got),
      allowed: allowance(pair.wanted),
    }))
  const differing = off.filter(({ ulps, allowed }) => !(ulps > 0 && ulps <= allowed))
  return {
    ...header,
    expressions: lines.length,
    refused: pairs.filter(({ wanted }) => wanted === '!').length,
    compared: pairs.length,
    differing: differing.map((pair) => JSON.stringify(pair)),
    inexact: off.length - differing.length,
    largestUlp: Math.max(0, ...off.filter(({ allowed }) => allowed <= 1).map(({ ulps }) => ulps)),
  }
}

const exactly = (wanted: string) => wanted.split('~')[0]!
const allowance = (wanted: string) => Number(wanted.split('~')[1] ?? 0)

/** The comparison as one line. */
export function summary(comparison: Comparison): string {
  const { seed, python, expressions, compared, refused, differing, inexact } = comparison
  return (
    `seed ${seed}, CPython ${python}: ${expressions} expressions, ${compared} answers compared ` +
    `(${refused} refusals), ${differing.length} differing, ` +
    `${inexact} a function's ulp off, largest ulp ${comparison.largestUlp}`
  )
}

/** A text as a function that returns its value in the format of expressions.py. */
function evaluator(text: string): (scope: Scope) => string {
  try {
    const evaluate = compileExpression(text)
    return (scope) => answer(() => written(evaluate(scope)))
  } catch (error) {
    if (!(error instanceof ExpressionRefusal)) throw error
    return () => '!'
  }
}

function answer(evaluate: () => string): string {
  try {
    return evaluate()
  } catch (error) {
    if (!(error instanceof ArithmeticRefusal)) throw error
    return '!'
  }
}

function written(value: Value): string {
  if (typeof value === 'boolean') return value ? 'T' : 'F'
  if (typeof value === 'bigint') return `i${value}`
  return Number.isNaN(value) ? 'nan' : bits(value).toString(16).padStart(16, '0')
}

const bits = (x: number) => new BigUint64Array(new Float64Array([x]).buffer)[0]!

/** The distance of two results in ulps, if they are doubles: 0 between 0.0 and -0.0. */
function ulps(wanted: string, got: string): number {
  const digits = [exactly(wanted), got]
  if (!digits.every((text) => DOUBLE.test(text))) return Infinity
  const [a, b] = digits.map(place)
  return Math.abs(Number(a! - b!))
}

const DOUBLE = /^[\da-f]{16}$/

/** The index of a double in the order of all doubles. */
function place(digits: string): bigint {
  const word = BigInt(`0x${digits}`)
  return word < SIGN ? word : SIGN - word
}

const SIGN = 2n ** 63n
