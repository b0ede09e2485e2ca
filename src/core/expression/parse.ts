import { parser } from '@lezer/python'
import { placeNot } from './not.ts'
import { ExpressionRefusal, type Syntax } from './syntax.ts'

export const MAX_LENGTH = 1000
const MAX_DEPTH = 50

type Cursor = ReturnType<ReturnType<typeof parser.parse>['cursor']>

/**
 * Reads one Python expression.
 * @throws {ExpressionRefusal} when the text is too long or too deep, or is not one expression.
 */
export function parse(text: string): Syntax {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionRefusal(`${text.length} characters, wanted at most ${MAX_LENGTH}`)
  }
  const script = syntaxAt(parser.parse(text).cursor(), text, 0)
  const [statement, ...more] = script.parts
  const [expression, ...rest] = statement?.parts ?? []
  if (statement?.kind !== 'ExpressionStatement' || !expression || more.length + rest.length > 0) {
    throw new ExpressionRefusal(`${JSON.stringify(text)} is not one Python expression`)
  }
  return placeNot(expression)
}

function syntaxAt(cursor: Cursor, text: string, depth: number): Syntax {
  if (cursor.type.isError) {
    const seen = text.slice(cursor.from).trim().slice(0, 20)
    throw new ExpressionRefusal(
      seen ? `syntax error at ${JSON.stringify(seen)}` : 'syntax error at its end',
    )
  }
  if (depth > MAX_DEPTH) throw new ExpressionRefusal(`nested more than ${MAX_DEPTH} deep`)
  const parts: Syntax[] = []
  const { name: kind, from, to } = cursor
  if (cursor.firstChild()) {
    do parts.push(syntaxAt(cursor, text, depth + 1))
    while (cursor.nextSibling())
    cursor.parent()
  }
  return { kind, text: text.slice(from, to), parts }
}
