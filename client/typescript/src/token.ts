import { ConfigurationError } from './errors.ts'

/** A token, or a function that reads one. */
export type TokenSource = string | (() => string | Promise<string>)

/** The token that says who calls. */
export interface Token {
  /** For messages: where it is from. No message has the token itself. */
  readonly source: string
  /** The token, undefined without one. */
  text(): Promise<string | undefined>
  /** Reads it again, and returns whether it is another one. */
  renew(): Promise<boolean>
}

/** The token that was given, else that of the environment. */
export function tokenOf(given: TokenSource | undefined, inEnvironment: string | undefined): Token {
  if (typeof given === 'function') return readToken(given)
  if (given !== undefined) return fixedToken(checked(given, 'the option token'), 'the option token')
  if (inEnvironment === undefined) return fixedToken(undefined, 'no token')
  return fixedToken(checked(inEnvironment, 'LOCKSTEP_TOKEN'), 'LOCKSTEP_TOKEN')
}

const fixedToken = (text: string | undefined, source: string): Token => ({
  source,
  text: async () => text,
  renew: async () => false,
})

function readToken(read: () => string | Promise<string>): Token {
  const source = 'the function token'
  let last: string | undefined
  const next = async () => (last = checked(await read(), source))
  return {
    source,
    text: async () => last ?? next(),
    async renew() {
      const before = last
      return (await next()) !== before
    },
  }
}

/** The token without the newline of its file. */
function checked(text: string, source: string): string {
  const token = typeof text === 'string' ? text.trim() : ''
  if (/^[!-~]+$/.test(token)) return token
  throw new ConfigurationError(
    `Cannot use ${source} as a token: wanted one or more ASCII characters without spaces`,
  )
}
