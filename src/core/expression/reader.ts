import { ExpressionRefusal, syntaxError, type Token } from './tokens.ts'

/** The most nested parentheses and calls: the compiler needs a dozen stack frames for each. */
const MAX_DEPTH = 50

/** Reads tokens in order. */
export class Reader {
  private at = 0
  private depth = 0
  private readonly tokens: readonly Token[]

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  /** The text of the next token, or '' at the end. */
  get next(): string {
    return this.tokens[this.at]?.text ?? ''
  }

  /** Consumes the next token, which must be of one of these kinds. */
  takeOne(kinds: ReadonlySet<string>): Token {
    const token = this.tokens[this.at]
    if (!token || !kinds.has(token.kind)) throw this.unexpected()
    this.at += 1
    return token
  }

  /** Consumes the next token if it is `text`, and returns whether it was. */
  takes(text: string): boolean {
    if (this.next !== text) return false
    this.at += 1
    return true
  }

  /** Consumes the next token, which must be `text`. */
  expect(text: string): void {
    if (!this.takes(text)) throw this.unexpected()
  }

  /** Reads the content of parentheses, and limits their depth. */
  within<T>(read: () => T): T {
    if (this.depth === MAX_DEPTH) throw new ExpressionRefusal(`nested more than ${MAX_DEPTH} deep`)
    this.depth += 1
    const result = read()
    this.depth -= 1
    return result
  }

  /** The refusal of the next token. */
  unexpected(): ExpressionRefusal {
    const rest = this.tokens.slice(this.at, this.at + 20)
    return syntaxError(rest.map(({ text }) => text).join(' '))
  }
}
