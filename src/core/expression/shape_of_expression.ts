import { literal } from './literal.ts'
import { toFloat } from './arithmetic.ts'
import { Reader } from './reader.ts'
import {
  applied,
  floorQuotient,
  greater,
  lesser,
  negative,
  power,
  product,
  quotient,
  remainder,
  sum,
  UNKNOWN,
  type Shape,
} from './shape.ts'
import { COMPARED, truthOf } from './shape_comparisons.ts'
import { fixed, named, NoShape, type ShapeFunction } from './shape_variables.ts'
import { tokens } from './tokens.ts'

/**
 * The shape of an expression of the epoch over any range of epochs. Undefined if it has names or
 * operators whose shape is not known.
 * @param text which compiles.
 */
export function shapeOfExpression(text: string): ShapeFunction | undefined {
  const reader = new Reader(tokens(text))
  try {
    const shape = whole(reader)
    return reader.next === '' ? shape : undefined
  } catch {
    return undefined
  }
}

/** `a if p else b`. */
function whole(reader: Reader): ShapeFunction {
  const value = disjunction(reader)
  if (!reader.takes('if')) return value
  const test = disjunction(reader)
  reader.expect('else')
  const other = whole(reader)
  return (range) => {
    const holds = truthOf(test(range))
    if (holds === undefined) return UNKNOWN
    return holds ? value(range) : other(range)
  }
}

/** `a or b or c`, or the same with `and`. */
function shortCircuit(word: 'and' | 'or', operand: (reader: Reader) => ShapeFunction) {
  return (reader: Reader): ShapeFunction => {
    let value = operand(reader)
    while (reader.takes(word)) {
      const [left, right] = [value, operand(reader)]
      value = (range) => {
        const shape = left(range)
        const holds = truthOf(shape)
        if (holds === undefined) return UNKNOWN
        return holds === (word === 'or') ? shape : right(range)
      }
    }
    return value
  }
}

const conjunction = shortCircuit('and', comparison)
const disjunction = shortCircuit('or', conjunction)

function comparison(reader: Reader): ShapeFunction {
  const left = sums(reader)
  const compared = COMPARED.get(reader.next)
  if (!compared) return left
  reader.expect(reader.next)
  const right = sums(reader)
  return (range) => compared(left(range), right(range))
}

type Operator = (a: Shape, b: Shape) => Shape

const SUMS = new Map<string, Operator>([
  ['+', sum],
  ['-', (a, b) => sum(a, negative(b))],
])
const PRODUCTS = new Map<string, Operator>([
  ['*', product],
  ['/', quotient],
  ['//', floorQuotient],
  ['%', remainder],
])

const leftToRight =
  (operators: ReadonlyMap<string, Operator>, operand: (reader: Reader) => ShapeFunction) =>
  (reader: Reader): ShapeFunction => {
    let value = operand(reader)
    for (let apply = operators.get(reader.next); apply; apply = operators.get(reader.next)) {
      reader.expect(reader.next)
      const [left, operator, right] = [value, apply, operand(reader)]
      value = (range) => operator(left(range), right(range))
    }
    return value
  }

const products = leftToRight(PRODUCTS, powers)
const sums = leftToRight(SUMS, products)

function powers(reader: Reader): ShapeFunction {
  if (reader.takes('-')) {
    const value = powers(reader)
    return (range) => negative(value(range))
  }
  const base = operand(reader)
  if (!reader.takes('**')) return base
  const exponent = powers(reader)
  return (range) => power(base(range), exponent(range))
}

const KINDS: ReadonlySet<string> = new Set(['Number', 'VariableName'])
const MEMBERS: ReadonlySet<string> = new Set(['PropertyName'])

function operand(reader: Reader): ShapeFunction {
  if (reader.takes('(')) {
    const inner = whole(reader)
    reader.expect(')')
    return inner
  }
  const { kind, text } = reader.takeOne(KINDS)
  if (kind === 'Number') return fixed(toFloat(literal(text)))
  const name = text === 'math' && reader.takes('.') ? reader.takeOne(MEMBERS).text : text
  return reader.takes('(') ? call(reader, name) : named(name)
}

function call(reader: Reader, name: string): ShapeFunction {
  const given = [whole(reader)]
  while (reader.takes(',')) given.push(whole(reader))
  reader.expect(')')
  const [first, ...others] = given as [ShapeFunction, ...ShapeFunction[]]
  const pairwise = name === 'max' ? greater : name === 'min' ? lesser : undefined
  if (pairwise && others.length > 0) {
    return (range) => others.reduce((a, b) => pairwise(a, b(range)), first(range))
  }
  const apply = applied(name)
  if (!apply || others.length > 0) throw new NoShape()
  return (range) => apply(first(range))
}
