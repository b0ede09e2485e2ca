import { parser } from '@lezer/python'

/** Why a text is not an expression that Lockstep evaluates. */
export class ExpressionRefusal extends Error {}

/** A word of an expression: what the grammar calls it, and how it is written. */
export interface Token {
  readonly kind: string
  readonly text: string
}

export const MAX_LENGTH = 1000

/** Recovering from an error can take a hundred times as long as finding it. */
const python = parser.configure({ strict: true })

/** The syntax that arithmetic is made of. How its words bind is the compiler's matter. */
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
 * The words of one Python expression. White space and comments around it are ignored.
 * @throws {ExpressionRefusal} when the text is too long, is not one expression, or is not arithmetic.
 */
export function tokens(text: string): Token[] {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionRefusal(`${text.length} characters, wanted at most ${MAX_LENGTH}`)
  }
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
    // Some words have parts, which are not words that stand alone.
  } while (cursor.next(!isWord))
  if (statements === 1) return words
  throw new ExpressionRefusal(`${JSON.stringify(text)} is not one Python expression`)
}

const notArithmetic = (text: string) =>
  new ExpressionRefusal(`${JSON.stringify(text.slice(0, 40))} is not arithmetic`)

/**
 * The grammar package knows no float that ends in a point, and no line break of two characters
 * after a backslash: it is given others of the same length, so that positions stay what they are.
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

/** What is wrong at the first word of `rest`, which is what is left of a text. */
export function syntaxError(rest: string): ExpressionRefusal {
  const seen = rest.trim().slice(0, 20)
  return new ExpressionRefusal(
    seen ? `syntax error at ${JSON.stringify(seen)}` : 'syntax error at its end',
  )
}

/** To Python `0or 1` starts with a broken octal number; the grammar package sees a zero. */
function word(source: string, from: number, to: number): string {
  const text = source.slice(from, to)
  if (text === '0' && source[to] === 'o') throw syntaxError(source.slice(from))
  return text
}
