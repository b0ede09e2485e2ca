import { COMPARISONS, isTrue, negate, OPERATORS, positive, type Value } from './arithmetic.ts'
import { BUILT_IN, CONSTANTS, FUNCTIONS } from './functions.ts'
import { literal } from './literal.ts'
import { parse } from './parse.ts'
import { ExpressionRefusal, type Syntax } from './syntax.ts'

/** What an expression may read: counts are ints, rates are floats, as in Python. */
export interface Scope {
  /** Steps of this scheduler since it was attached. Also called `step`. */
  readonly epoch: bigint
  /** The current value. */
  readonly lr: number
  /** The value schedules start from: torch's initial_lr. */
  readonly base_lr: number
  /** The declared length of the run, if it was declared. */
  readonly total_steps?: bigint
}

export type Evaluate = (scope: Scope) => Value

const VARIABLES: ReadonlyMap<string, Evaluate> = new Map<string, Evaluate>([
  ['epoch', (scope) => scope.epoch],
  ['step', (scope) => scope.epoch],
  ['lr', (scope) => scope.lr],
  ['base_lr', (scope) => scope.base_lr],
  ['total_steps', (scope) => scope.total_steps!],
])

/** Whether a text reads `total_steps`, which only optimizers that declare it have. */
export const readsTotalSteps = (text: string): boolean => /\btotal_steps\b/.test(text)

/**
 * Compiles a Python arithmetic expression from a whitelist of syntax; nothing else is reachable.
 * The result throws an ArithmeticRefusal where CPython would raise.
 * @throws {ExpressionRefusal} when the text is not such an expression.
 */
export function compile(text: string): Evaluate {
  return compileSyntax(parse(text))
}

function compileSyntax(syntax: Syntax): Evaluate {
  const compiler = COMPILERS[syntax.kind]
  if (!compiler) throw new ExpressionRefusal(`${quoted(syntax)} is not arithmetic`)
  return compiler(syntax)
}

const COMPILERS: Readonly<Record<string, (syntax: Syntax) => Evaluate>> = {
  Number: constant,
  Boolean: constant,
  VariableName: compileName,
  MemberExpression: compileConstant,
  ParenthesizedExpression: compileParentheses,
  UnaryExpression: compileUnary,
  BinaryExpression: compileBinary,
  ConditionalExpression: compileConditional,
  CallExpression: compileCall,
}

const quoted = (syntax: Syntax) => JSON.stringify(syntax.text.slice(0, 40))

function constant({ text }: Syntax): Evaluate {
  const value = literal(text)
  return () => value
}

function compileName(syntax: Syntax): Evaluate {
  const variable = VARIABLES.get(syntax.text)
  if (variable) return variable
  const constant = CONSTANTS.get(syntax.text)
  if (constant !== undefined) return () => constant
  throw new ExpressionRefusal(
    `unknown name ${quoted(syntax)}, wanted one of ${[...VARIABLES.keys(), ...CONSTANTS.keys()].join(', ')}`,
  )
}

function compileConstant(syntax: Syntax): Evaluate {
  const constant = CONSTANTS.get(memberOfMath(syntax))
  if (constant === undefined) throw new ExpressionRefusal(`${quoted(syntax)} is not a constant`)
  return () => constant
}

/** The part after `math.`; anything else with a dot is refused. */
function memberOfMath(syntax: Syntax): string {
  const [owner, , member] = syntax.parts
  if (owner?.kind !== 'VariableName' || owner.text !== 'math' || !member) {
    throw new ExpressionRefusal(`${quoted(syntax)} is not a member of math`)
  }
  return member.text
}

function compileParentheses(syntax: Syntax): Evaluate {
  const [, inner, close] = syntax.parts
  if (syntax.parts.length !== 3 || !inner || !close) {
    throw new ExpressionRefusal(`${quoted(syntax)} is not arithmetic`)
  }
  return compileSyntax(inner)
}

function compileUnary(syntax: Syntax): Evaluate {
  const [operator, operand] = syntax.parts
  const value = compileSyntax(operand!)
  if (operator!.text === '-') return (scope) => negate(value(scope))
  if (operator!.text === '+') return (scope) => positive(value(scope))
  if (operator!.text === 'not') return (scope) => !isTrue(value(scope))
  throw new ExpressionRefusal(`${quoted(operator!)} is not an operator of arithmetic`)
}

function compileBinary(syntax: Syntax): Evaluate {
  const [left, operator, right] = syntax.parts
  if (syntax.parts.length !== 3) throw new ExpressionRefusal(`${quoted(syntax)} is not arithmetic`)
  if (operator!.kind === 'CompareOp') return compileComparison(syntax)
  const a = compileSyntax(left!)
  const b = compileSyntax(right!)
  if (operator!.text === 'and') return (scope) => andThen(a(scope), () => b(scope))
  if (operator!.text === 'or') return (scope) => orElse(a(scope), () => b(scope))
  const apply = OPERATORS[operator!.text]
  if (!apply) throw new ExpressionRefusal(`${quoted(operator!)} is not an operator of arithmetic`)
  return (scope) => apply(a(scope), b(scope))
}

const andThen = (value: Value, next: () => Value) => (isTrue(value) ? next() : value)
const orElse = (value: Value, next: () => Value) => (isTrue(value) ? value : next())

/** `a < b < c` means `a < b and b < c`, each operand evaluated once and the rest not at all. */
function compileComparison(syntax: Syntax): Evaluate {
  const [first, ...links] = chain(syntax)
  const start = compileSyntax(first!.operand)
  const compiled = links.map(({ operator, operand }) => {
    const compare = COMPARISONS[operator]
    if (!compare) throw new ExpressionRefusal(`${JSON.stringify(operator)} is not a comparison`)
    return { compare, operand: compileSyntax(operand) }
  })
  return (scope) => {
    let left = start(scope)
    return compiled.every(({ compare, operand }) => {
      const right = operand(scope)
      const holds = compare(left, right)
      left = right
      return holds
    })
  }
}

/** The operands of a chained comparison, each with the operator before it. */
function chain(syntax: Syntax): { operator: string; operand: Syntax }[] {
  const [left, operator, right] = syntax.parts
  if (syntax.kind !== 'BinaryExpression' || operator?.kind !== 'CompareOp') {
    return [{ operator: '', operand: syntax }]
  }
  return [...chain(left!), { operator: operator.text, operand: right! }]
}

function compileConditional(syntax: Syntax): Evaluate {
  const [yes, , condition, , no] = syntax.parts
  const [a, test, b] = [compileSyntax(yes!), compileSyntax(condition!), compileSyntax(no!)]
  return (scope) => (isTrue(test(scope)) ? a(scope) : b(scope))
}

function compileCall(syntax: Syntax): Evaluate {
  const [callee, list] = syntax.parts
  const name = callee!.kind === 'MemberExpression' ? memberOfMath(callee!) : callee!.text
  const callable = FUNCTIONS.get(name)
  if (!callable || (callee!.kind === 'MemberExpression' && BUILT_IN.has(name))) {
    throw new ExpressionRefusal(
      `unknown function ${quoted(callee!)}, wanted one of ${[...FUNCTIONS.keys()].join(', ')}`,
    )
  }
  const given = callArguments(list!)
  if (given.length < callable.least || given.length > callable.most) {
    throw new ExpressionRefusal(
      `${quoted(syntax)} has ${given.length} arguments, wanted ${callable.least} to ${callable.most}`,
    )
  }
  const [first, ...others] = given
  return (scope) => callable.call(first!(scope), ...others.map((argument) => argument(scope)))
}

/** Plain arguments only: between the parentheses, operands and commas take turns. */
function callArguments(list: Syntax): Evaluate[] {
  const inner = list.parts.slice(1, -1)
  return inner.flatMap((part, index) => {
    if (index % 2 === 0) return [compileSyntax(part)]
    if (part.kind !== ',') throw new ExpressionRefusal(`${quoted(list)} is not a list of operands`)
    return []
  })
}
