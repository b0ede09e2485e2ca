import { parser } from '@lezer/python'

/** The reason why a text is not an accepted expression. */
export class ExpressionRefusal extends Error {}

/** A token of an expression: its name in the grammar, and its text. */
export interface Token {
  readonly kind: string
  readonly text: string
}

export const MAX_LENGTH = 10_000

/** Without error recovery, which can take a hundred times as long as the detection of an error. */
const python = parser.configure({ strict: true })

/** The nodes of arithmetic syntax. The compiler handles precedence. */
const ARITHMETIC: ReadonlySet<string> = new Set([
  'Script',
  'ExpressionStatement',
  'ConditionalExpression',
  'BinaryExpression',
  'UnaryExpression',
  'ParenthesizedExpression',
  'CallExpression',
  'ArgList',
  'MemberExpression',
  'Comment',
])

const WORDS: ReadonlySet<string> = new Set([
  ...['Number', 'Boolean', 'VariableName', 'PropertyName', 'ArithOp', 'CompareOp'],
  ...['if', 'else', 'and', 'or', 'not', '(', ')', ',', '.'],
])

/**
 * The tokens of one Python expression. White space and comments around it are ignored.
 * @throws {ExpressionRefusal} if the text is too long, not one expression, or not arithmetic.
 */
export function tokens(text: string): Token[] {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionRefusal(`${text.length} characters, wanted at most ${MAX_LENGTH}`)
  }
  refuseFunction(text)
  const source = text.replace(/^[ \t\f\r\n]+|(?<![ \t\f\r\n])[ \t\f\r\n]+$/g, '')
  const words: Token[] = []
  const cursor = parse(source).cursor()
  let statements = 0
  let isWord: boolean
  do {
    const { name: kind, from, to } = cursor
    isWord = WORDS.has(kind)
    if (!isWord && !ARITHMETIC.has(kind)) throw notArithmetic(source.slice(from, to))
    if (isWord) words.push({ kind, text: word(source, from, to) })
    if (kind === 'ExpressionStatement') statements += 1
    // Some tokens have child nodes, which are not tokens themselves.
  } while (cursor.next(!isWord))
  if (statements === 1) return words
  throw new ExpressionRefusal(`${JSON.stringify(text)} is not one Python expression`)
}

/** A function of Python, as torch takes one: its expression alone is wanted. */
function refuseFunction(text: string): void {
  const found = /^\s*lambda\s+(\w{1,40})\s*:/.exec(text)
  if (!found) return
  const [head, name] = found
  const epoch = name === 'epoch' || name === 'step' ? '' : `, and write epoch for ${name}`
  throw new ExpressionRefusal(
    `${JSON.stringify(head.trim())} begins a function, wanted an expression: leave out ${JSON.stringify(head.trim())}${epoch}`,
  )
}

const notArithmetic = (text: string) =>
  new ExpressionRefusal(`${JSON.stringify(text.slice(0, 40))} is not arithmetic`)

/**
 * The grammar package does not accept a float that ends in a point, or a line break of two
 * characters after a backslash. Both are replaced by accepted text of the same length, so that
 * positions do not change.
 */
const readable = (source: string) =>
  source.replace(/(?<![\w.])(\d[\d_]*)\.(?!\d)/g, '$1_').replaceAll('\\\r\n', '   ')

function parse(source: string) {
  const parsing = python.startParse(readable(source))
  try {
    let tree = parsing.advance()
    while (!tree) tree = parsing.advance()
    return tree
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw syntaxError(source.slice(parsing.parsedPos))
  }
}

/** The syntax error at the first token of `rest`, the unread part of a text. */
export function syntaxError(rest: string): ExpressionRefusal {
  const seen = rest.trim().slice(0, 20)
  return new ExpressionRefusal(
    seen ? `syntax error at ${JSON.stringify(seen)}` : 'syntax error at its end',
  )
}

/** In Python `0or 1` begins with an invalid octal number; the grammar package reads a zero. */
function word(source: string, from: number, to: number): string {
  const text = source.slice(from, to)
  if (text === '0' && source[to] === 'o') throw syntaxError(source.slice(from))
  return text
}
