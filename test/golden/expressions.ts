import { ArithmeticRefusal, type Value } from '../../src/core/expression/arithmetic.ts'
import { compile } from '../../src/core/expression/compile.ts'
import { ExpressionRefusal } from '../../src/core/expression/tokens.ts'
import type { Scope } from '../../src/core/expression/variables.ts'

/** The first line of what expressions.py writes; each other line is a text and its answers. */
interface Header {
  readonly seed: number
  readonly python: string
  readonly settings: readonly Scope[]
}

type Line = readonly [text: string, ...answers: string[]]

/** How Lockstep's answers compare with CPython's. */
export interface Comparison extends Header {
  readonly expressions: number
  readonly refused: number
  readonly compared: number
  readonly differing: readonly string[]
  /** Where a function is involved: how many answers are not the same to the bit, and how far. */
  readonly inexact: number
  readonly largestUlp: number
}

/** Compares every answer in what expressions.py writes with our own. */
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
  const off = pairs.filter(({ wanted, got }) => wanted.split('~')[0] !== got)
  const distances = off.map(({ wanted, got }) => distance(wanted, got))
  return {
    ...header,
    expressions: lines.length,
    refused: pairs.filter(({ wanted }) => wanted === '!').length,
    compared: pairs.length,
    differing: off
      .filter(({ wanted }, index) => !(distances[index]! <= Number(wanted.split('~')[1])))
      .map((pair) => JSON.stringify(pair)),
    inexact: off.length,
    largestUlp: Math.max(0, ...distances),
  }
}

/** One line that says how it went. */
export function summary(comparison: Comparison): string {
  const { seed, python, expressions, compared, refused, differing, inexact } = comparison
  return (
    `seed ${seed}, CPython ${python}: ${expressions} expressions, ${compared} answers compared ` +
    `(${refused} refusals), ${differing.length} differing, ` +
    `${inexact} of functions not to the bit, largest ulp ${comparison.largestUlp}`
  )
}

/** A text as a function to what expressions.py would write of its value. */
function evaluator(text: string): (scope: Scope) => string {
  try {
    const evaluate = compile(text)
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

/** By how many doubles two answers are apart, if they are doubles. */
function distance(wanted: string, got: string): number {
  const [digits] = wanted.split('~')
  if (!DOUBLE.test(digits!) || !DOUBLE.test(got)) return Infinity
  return Math.abs(Number(place(digits!) - place(got)))
}

const DOUBLE = /^[\da-f]{16}$/

/** Where a double stands in the row of all doubles. */
function place(digits: string): bigint {
  const word = BigInt(`0x${digits}`)
  return word < SIGN ? word : SIGN - word
}

const SIGN = 2n ** 63n
