import { isTrue, plain, type Value } from './arithmetic.ts'
import { COMPARISONS, type Operation, power } from './operators.ts'
import type { Reader } from './reader.ts'
import type { Evaluate, Scope } from './variables.ts'

/**
 * Parses and compiles an operand of one precedence level of Python's grammar, and leaves the rest
 * unread. Each level is a loop, in parsing and in evaluation, so the depth of the call stack does
 * not depend on the length of a chain of operators.
 */
export type PrecedenceLevel = (reader: Reader) => Evaluate

/** `a + b - c`, from the left. */
export function leftToRight(
  operators: ReadonlyMap<string, Operation>,
  operand: PrecedenceLevel,
): PrecedenceLevel {
  return (reader) => {
    const first = operand(reader)
    const links = readLinks(reader, operators, operand)
    const [link] = links
    if (!link) return first
    if (links.length === 1) return (scope) => link.apply(first(scope), link.operand(scope))
    return (scope) => {
      let value = first(scope)
      for (const { apply, operand } of links) value = apply(value, operand(scope))
      return value
    }
  }
}

/** The next operators of one level, each with its right operand. */
function readLinks<T>(reader: Reader, operators: ReadonlyMap<string, T>, operand: PrecedenceLevel) {
  const links: { readonly apply: T; readonly operand: Evaluate }[] = []
  for (;;) {
    const sign = reader.next
    const apply = operators.get(sign)
    if (!apply) return links
    reader.expect(sign)
    links.push({ apply, operand: operand(reader) })
  }
}

/**
 * `a < b < c` means `a < b and b < c`: each operand is evaluated once, up to the first false one.
 */
export function compared(operand: PrecedenceLevel): PrecedenceLevel {
  return (reader) => {
    const first = operand(reader)
    const links = readLinks(reader, COMPARISONS, operand)
    if (links.length === 0) return first
    return (scope) => {
      let left = first(scope)
      return links.every(({ apply, operand }) => {
        const right = operand(scope)
        const holds = apply(left, right)
        left = right
        return holds
      })
    }
  }
}

/** `not not a`. */
export function negated(operand: PrecedenceLevel): PrecedenceLevel {
  return (reader) => {
    let nots = 0
    while (reader.takes('not')) nots += 1
    const value = operand(reader)
    if (nots === 0) return value
    const kept = nots % 2 === 0
    return (scope) => isTrue(value(scope)) === kept
  }
}

/** `a or b or c`, or the same with `and`: the first decisive value, else the last one. */
export function shortCircuit(word: 'and' | 'or', operand: PrecedenceLevel): PrecedenceLevel {
  const decides = word === 'or'
  return (reader) => {
    const first = operand(reader)
    const others: Evaluate[] = []
    while (reader.takes(word)) others.push(operand(reader))
    if (others.length === 0) return first
    return (scope) => {
      let value = first(scope)
      for (const next of others) {
        if (isTrue(value) === decides) return value
        value = next(scope)
      }
      return value
    }
  }
}

/** `a if p else b if q else c`. */
export function conditional(operand: PrecedenceLevel): PrecedenceLevel {
  return (reader) => {
    const branches: { readonly test: Evaluate; readonly value: Evaluate }[] = []
    let value = operand(reader)
    while (reader.takes('if')) {
      const test = operand(reader)
      branches.push({ test, value })
      reader.expect('else')
      value = operand(reader)
    }
    if (branches.length === 0) return value
    return (scope) => (branches.find(({ test }) => isTrue(test(scope)))?.value ?? value)(scope)
  }
}

/** `-a ** -b ** c`, from the right: a sign applies to the whole following power. */
export function powers(operand: PrecedenceLevel): PrecedenceLevel {
  const signedOperand = (reader: Reader) => ({ sign: readSign(reader), value: operand(reader) })
  return (reader) => {
    const first = signedOperand(reader)
    const bases = [first]
    while (reader.takes('**')) bases.push(signedOperand(reader))
    if (bases.length > 1) return (scope) => raised(bases, scope)
    const { sign, value } = first
    return sign ? (scope) => sign(value(scope)) : value
  }
}

type Sign = (value: Value) => Value
interface Signed {
  readonly sign: Sign | undefined
  readonly value: Evaluate
}

function raised(bases: readonly Signed[], scope: Scope): Value {
  let result: Value | undefined
  for (let at = bases.length - 1; at >= 0; at--) {
    const { sign, value } = bases[at]!
    const base = value(scope)
    const raised = result === undefined ? base : power(base, result)
    result = sign ? sign(raised) : raised
  }
  return result!
}

const negate: Sign = (value) => -plain(value)

const SIGNS: ReadonlySet<string> = new Set(['ArithOp'])

/** Any number of signs, combined to one. */
function readSign(reader: Reader): Sign | undefined {
  let signs = ''
  while (reader.next === '+' || reader.next === '-') signs += reader.takeOne(SIGNS).text
  if (signs === '') return undefined
  return signs.replaceAll('+', '').length % 2 === 0 ? plain : negate
}
