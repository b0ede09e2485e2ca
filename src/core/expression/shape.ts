import { pow } from '../numerics/pow.ts'
import { toFloat } from './arithmetic.ts'
import { FUNCTIONS } from './functions.ts'

/**
 * The values of an expression over some epochs: their bounds, and whether they rise (1), fall (-1) or
 * stay (0) from epoch to epoch; NaN if that is not known.
 */
export interface Shape {
  readonly least: number
  readonly most: number
  readonly direction: number
}

export const UNKNOWN: Shape = { least: -Infinity, most: Infinity, direction: NaN }

export const constant = (value: number): Shape => shapeOf(value, value, 0)

/** Ints beyond it are not doubles, and a value that is not finite is refused. */
const LARGEST = Number.MAX_SAFE_INTEGER

export function shapeOf(least: number, most: number, direction: number): Shape {
  if (!(least >= -LARGEST && most <= LARGEST)) return UNKNOWN
  return { least, most, direction: least === most ? 0 : direction }
}

/** The direction of a sum of two parts. */
function together(a: number, b: number): number {
  if (a === 0 || b === 0) return a + b
  return a === b ? a : NaN
}

export const negative = ({ least, most, direction }: Shape): Shape =>
  shapeOf(-most, -least, -direction)

export const sum = (a: Shape, b: Shape): Shape =>
  shapeOf(a.least + b.least, a.most + b.most, together(a.direction, b.direction))

/** 1 or -1 if no value has the other sign. */
const signOf = ({ least, most }: Shape): number => (least >= 0 ? 1 : most <= 0 ? -1 : NaN)

/** The direction of a product by one of its factors. */
const by = ({ direction }: Shape, other: Shape): number =>
  direction === 0 ? 0 : direction * signOf(other)

function ofCorners(a: Shape, b: Shape, apply: (x: number, y: number) => number, direction: number) {
  const corners = [a.least, a.most].flatMap((x) => [b.least, b.most].map((y) => apply(x, y)))
  return shapeOf(Math.min(...corners), Math.max(...corners), direction)
}

export const product = (a: Shape, b: Shape): Shape =>
  ofCorners(a, b, (x, y) => x * y, together(by(a, b), by(b, a)))

const hasZero = ({ least, most }: Shape): boolean => least <= 0 && most >= 0

export const quotient = (a: Shape, b: Shape): Shape =>
  hasZero(b) ? UNKNOWN : ofCorners(a, b, (x, y) => x / y, together(by(a, b), -by(b, a)))

/** The bounds may be rounded by so much, relative to them, unless they are ints. */
const MARGIN = 1e-12

/** Whether a value is less than another one, in spite of rounding. */
export const isBelow = (x: number, y: number): boolean =>
  x < y && (isInts(x, y) || y - x > MARGIN * Math.max(Math.abs(x), Math.abs(y)))

/** The same, or equal to it. */
export const isAtMost = (x: number, y: number): boolean =>
  isBelow(x, y) || (x === y && isInts(x, y))

const isInts = (...values: number[]) => values.every(Number.isInteger)

/** Of a division by a constant above 0. */
export function floorQuotient(a: Shape, { least: divisor, direction }: Shape): Shape {
  if (direction !== 0 || divisor <= 0) return UNKNOWN
  const [least, most] = [a.least / divisor, a.most / divisor]
  if (a.direction === 0) return { least: least - 1, most: most + 1, direction: 0 }
  const isExact = isInts(a.least, a.most, divisor) || (isInside(least) && isInside(most))
  return isExact ? shapeOf(Math.floor(least), Math.floor(most), a.direction) : UNKNOWN
}

/** Whether the rounding of a quotient cannot have changed its floor. */
const isInside = (value: number): boolean =>
  Math.abs(value - Math.round(value)) > MARGIN * Math.abs(value)

export function remainder(a: Shape, divisor: Shape): Shape {
  const whole = floorQuotient(a, divisor)
  if (whole.direction !== 0) return UNKNOWN
  if (a.direction === 0) return { least: 0, most: divisor.least, direction: 0 }
  const { least, most, direction } = sum(a, negative(product(whole, divisor)))
  const isExact = isInts(a.least, a.most, divisor.least)
  // Near a multiple of the divisor the rounding of the difference is large beside what is left.
  const margin = isExact ? 0 : MARGIN * Math.max(Math.abs(a.least), Math.abs(a.most))
  return { least: least - margin, most: most + margin, direction }
}

export function power(a: Shape, b: Shape): Shape {
  if (!(a.least > 0)) return UNKNOWN
  const rises = a.least >= 1 ? 1 : a.most <= 1 ? -1 : NaN
  const byExponent = b.direction === 0 ? 0 : b.direction * rises
  return ofCorners(a, b, pow, together(by(a, b), byExponent))
}

/** The greater of two; with the sign -1 the lesser. */
export function greater(a: Shape, b: Shape): Shape {
  if (a.least >= b.most) return a
  if (b.least >= a.most) return b
  const direction = together(a.direction, b.direction)
  return shapeOf(Math.max(a.least, b.least), Math.max(a.most, b.most), direction)
}

export const lesser = (a: Shape, b: Shape): Shape => negative(greater(negative(a), negative(b)))

const RISING = new Set(['exp', 'expm1', 'sqrt', 'log', 'log1p', 'log2', 'log10', 'tanh', 'atan'])
const ROUNDING = new Set(['floor', 'ceil', 'trunc', 'int', 'float', 'round'])

/** The shape of a function of one argument. Undefined for an unknown one. */
export function applied(name: string): ((of: Shape) => Shape) | undefined {
  if (name === 'cos') return (of) => wave(of, 0)
  if (name === 'sin') return (of) => wave(of, 0.5)
  if (name === 'abs' || name === 'fabs')
    return (of) => (signOf(of) < 0 ? negative(of) : positive(of))
  return RISING.has(name) || ROUNDING.has(name) ? (of) => rising(of, name, of.direction) : undefined
}

const positive = (of: Shape): Shape => (signOf(of) > 0 ? of : UNKNOWN)

function rising({ least, most, direction: given }: Shape, name: string, direction: number): Shape {
  if (Number.isNaN(given)) return UNKNOWN
  const [first, last] = [valueOf(name, least), valueOf(name, most)]
  return shapeOf(Math.min(first, last), Math.max(first, last), direction)
}

/** A cosine, or a sine, which is half a wave later. */
function wave(of: Shape, shift: number): Shape {
  const half = Math.floor(of.least / Math.PI - shift)
  if (half !== Math.floor(of.most / Math.PI - shift)) return UNKNOWN
  return rising(of, shift === 0 ? 'cos' : 'sin', half % 2 === 0 ? -of.direction : of.direction)
}

function valueOf(name: string, x: number): number {
  try {
    return toFloat(FUNCTIONS.get(name)!.call(x))
  } catch {
    return NaN
  }
}
