import { ExpressionRefusal, type Syntax } from './syntax.ts'

/**
 * In Python `not` binds tighter than `and`, `or` and `if`, and looser than comparisons. The
 * grammar package lets it take all that follows, and stand where Python does not let it: this
 * puts it where it belongs, part by part, from the inside out.
 */
export function placeNot(syntax: Syntax): Syntax {
  const placed = { ...syntax, parts: syntax.parts.map(placeNot) }
  if (isNot(placed)) return sink(placed.parts[0]!, placed.parts[1]!)
  const [left, operator, right] = placed.parts
  if (isBoolean(placed)) return rotate(placed, left!, operator!, right!)
  // Without parentheses, only a `not` can have put something this loose under an operator.
  const stray =
    isOperation(placed) && placed.parts.find((part) => isNot(part) || looseness(part) > 0)
  if (stray) throw new ExpressionRefusal(`syntax error at ${JSON.stringify(stray.text)}`)
  return placed
}

const isNot = ({ kind, parts }: Syntax) => kind === 'UnaryExpression' && parts[0]?.text === 'not'

/** Arithmetic or a comparison. */
const isOperation = ({ kind }: Syntax) => kind === 'BinaryExpression' || kind === 'UnaryExpression'

/** How loosely a part binds that stands without parentheses: `and`, `or`, `if`, from tight on. */
function looseness({ kind, parts }: Syntax): number {
  if (kind === 'ConditionalExpression') return 3
  if (kind !== 'BinaryExpression') return 0
  return ['and', 'or'].indexOf(parts[1]!.text) + 1
}

const isBoolean = (syntax: Syntax) => syntax.kind === 'BinaryExpression' && looseness(syntax) > 0

/** Moves `not` down the left side, past what binds looser than it does. */
function sink(not: Syntax, operand: Syntax): Syntax {
  const text = `not ${operand.text}`
  if (looseness(operand) === 0) return { kind: 'UnaryExpression', text, parts: [not, operand] }
  const [left, ...rest] = operand.parts
  return { ...operand, text, parts: [sink(not, left!), ...rest] }
}

/** What a `not` on the right has taken too much of comes out again: `a and (b or c)` as parsed. */
function rotate(whole: Syntax, left: Syntax, operator: Syntax, right: Syntax): Syntax {
  if (looseness(right) <= looseness(whole)) return { ...whole, parts: [left, operator, right] }
  const [first, ...rest] = right.parts
  return { ...right, text: whole.text, parts: [rotate(whole, left, operator, first!), ...rest] }
}
