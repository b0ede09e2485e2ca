import * as chains from './chains.ts'
import { CONSTANTS, FUNCTIONS } from './functions.ts'
import { literal } from './literal.ts'
import { PRODUCTS, SUMS } from './operators.ts'
import { Reader } from './reader.ts'
import { ExpressionRefusal, tokens } from './tokens.ts'
import { type Evaluate, VARIABLES } from './variables.ts'

/**
 * Compiles a Python arithmetic expression from an allowlist of names; nothing else is reachable.
 * The result throws an ArithmeticRefusal if CPython would raise.
 * @throws {ExpressionRefusal} if the text is not such an expression.
 */
export function compileExpression(text: string): Evaluate {
  const reader = new Reader(tokens(text))
  const evaluate = wholeExpression(reader)
  if (reader.next) throw reader.unexpected()
  return evaluate
}

/** The precedence levels of Python's grammar, the lowest last. */
const power = chains.powers(operand)
const product = chains.leftToRight(PRODUCTS, power)
const sum = chains.leftToRight(SUMS, product)
const comparison = chains.compared(sum)
const negation = chains.negated(comparison)
const conjunction = chains.shortCircuit('and', negation)
const disjunction = chains.shortCircuit('or', conjunction)
const wholeExpression = chains.conditional(disjunction)

const OPERANDS: ReadonlySet<string> = new Set(['Number', 'Boolean', 'VariableName'])
const MEMBERS: ReadonlySet<string> = new Set(['PropertyName'])

function operand(reader: Reader): Evaluate {
  if (reader.takes('(')) return reader.within(() => parenthesized(reader))
  const { kind, text } = reader.takeOne(OPERANDS)
  if (kind === 'VariableName') return named(reader, text)
  const value = literal(text)
  return () => value
}

function parenthesized(reader: Reader): Evaluate {
  const inner = wholeExpression(reader)
  reader.expect(')')
  return inner
}

/** A variable, a constant or a call. Only `math` has members. */
function named(reader: Reader, text: string): Evaluate {
  const name = text === 'math' && reader.takes('.') ? `math.${reader.takeOne(MEMBERS).text}` : text
  if (reader.takes('(')) return reader.within(() => call(reader, name))
  const variable = VARIABLES.get(name)
  if (variable) return variable
  const constant = CONSTANTS.get(name)
  if (constant === undefined)
    throw unknown('name', name, [...VARIABLES.keys(), ...CONSTANTS.keys()])
  return () => constant
}

function call(reader: Reader, name: string): Evaluate {
  const callable = FUNCTIONS.get(name)
  if (!callable) throw unknown('function', name, [...FUNCTIONS.keys()])
  const given = operands(reader)
  const { least, most, call } = callable
  if (given.length < least || given.length > most) {
    const wanted =
      least === most ? least : `${least} ${most === Infinity ? 'or more' : `to ${most}`}`
    throw new ExpressionRefusal(`${name} has ${given.length} arguments, wanted ${wanted}`)
  }
  const [a, b] = given
  if (given.length === 1) return (scope) => call(a!(scope))
  if (given.length === 2) return (scope) => call(a!(scope), b!(scope))
  return (scope) => call(...given.map((operand) => operand(scope)))
}

/** The arguments of a call up to its closing parenthesis. A trailing comma is allowed. */
function operands(reader: Reader): Evaluate[] {
  const given: Evaluate[] = []
  while (!reader.takes(')')) {
    given.push(wholeExpression(reader))
    if (!reader.takes(',') && reader.next !== ')') throw reader.unexpected()
  }
  return given
}

function unknown(what: string, name: string, known: string[]): ExpressionRefusal {
  const bare = known.filter((name) => !name.startsWith('math.')).join(', ')
  return new ExpressionRefusal(
    `unknown ${what} ${JSON.stringify(name.slice(0, 40))}, wanted one of ${bare}`,
  )
}
