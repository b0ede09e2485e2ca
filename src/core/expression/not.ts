import { ExpressionRefusal, type Syntax } from './syntax.ts'

/**
 * In Python `not` binds tighter than `and`, `or` and `if`, and looser than comparisons. The
 * grammar package lets it take all that follows, and stand where Python does not let it: this
 * puts it where it belongs, part by part, from the inside out.
 */
export function placeNot(syntax: Syntax): Syntax {
  const placed = { ...syntax, parts: syntax.parts.map(placeNot) }
  if (isNot(placed)) return sink(placed.parts[0]!, placed.parts[1]!)
  const stray = isOperation(placed) && placed.parts.find(isNot)
  if (stray) throw new ExpressionRefusal(`syntax error at ${JSON.stringify(stray.text)}`)
  return placed
}

const isNot = ({ kind, parts }: Syntax) => kind === 'UnaryExpression' && parts[0]?.text === 'not'

const isBoolean = ({ kind, parts }: Syntax) =>
  kind === 'BinaryExpression' && (parts[1]?.text === 'and' || parts[1]?.text === 'or')

/** Arithmetic or a comparison: its operands cannot begin with `not`. */
const isOperation = (syntax: Syntax) =>
  (syntax.kind === 'BinaryExpression' && !isBoolean(syntax)) || syntax.kind === 'UnaryExpression'

/** Moves `not` down the left side, past what binds looser than it does. */
function sink(not: Syntax, operand: Syntax): Syntax {
  if (!isBoolean(operand) && operand.kind !== 'ConditionalExpression') {
    const text = `not ${operand.text}`
    return { kind: 'UnaryExpression', text, parts: [not, operand] }
  }
  const [left, ...rest] = operand.parts
  return { ...operand, text: `not ${operand.text}`, parts: [sink(not, left!), ...rest] }
}
