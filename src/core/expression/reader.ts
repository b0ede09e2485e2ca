import { ExpressionRefusal, syntaxError, type Token } from './tokens.ts'

/** Parentheses and calls within each other, each of which takes a dozen calls to compile. */
const MAX_DEPTH = 50

/** Reads words one after the other. */
export class Reader {
  private at = 0
  private depth = 0
  private readonly tokens: readonly Token[]

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  /** The text of the next word, or nothing at the end. */
  get next(): string {
    return this.tokens[this.at]?.text ?? ''
  }

  /** Takes the next word, which must be of one of these kinds. */
  takeOne(kinds: ReadonlySet<string>): Token {
    const token = this.tokens[this.at]
    if (!token || !kinds.has(token.kind)) throw this.unexpected()
    this.at += 1
    return token
  }

  /** Takes the next word if it is this one, and tells whether it was. */
  takes(text: string): boolean {
    if (this.next !== text) return false
    this.at += 1
    return true
  }

  /** Takes the next word, which must be this one. */
  expect(text: string): void {
    if (!this.takes(text)) throw this.unexpected()
  }

  /** Reads what stands between parentheses. */
  within<T>(read: () => T): T {
    if (this.depth === MAX_DEPTH) throw new ExpressionRefusal(`nested more than ${MAX_DEPTH} deep`)
    this.depth += 1
    const result = read()
    this.depth -= 1
    return result
  }

  /** The refusal of the next word. */
  unexpected(): ExpressionRefusal {
    const rest = this.tokens.slice(this.at, this.at + 20)
    return syntaxError(rest.map(({ text }) => text).join(' '))
  }
}
