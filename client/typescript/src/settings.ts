import { environment } from './environment.ts'
import { ConfigurationError, InvalidArgument } from './errors.ts'
import { tokenOf, type Token, type TokenSource } from './token.ts'

/** What a client is made with. All times are seconds, as `wait` is in the API. */
export interface LockstepOptions {
  /** The address of the service; in Node by default that of `LOCKSTEP_URL`. */
  readonly baseUrl?: string | undefined
  /**
   * Sent as `Authorization: Bearer`; in Node by default `LOCKSTEP_TOKEN`. A function is called again
   * when its token is refused, for tokens that are replaced.
   */
  readonly token?: TokenSource | undefined
  /** The name of the caller in the events. */
  readonly actor?: string | undefined
  /** For an answer in one attempt, beside the `wait` of the call; 10 by default. */
  readonly timeout?: number | undefined
  /** Within which a call is attempted again; 30 by default, with 0 there is one attempt. */
  readonly retryFor?: number | undefined
  /** In the place of the global `fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined
}

export interface Settings {
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly token: Token
  readonly actor: string | undefined
  readonly timeout: number
  readonly retryFor: number
  readonly fetch: (request: Request) => Promise<Response>
}

/** The checked options. The environment is read here, and only here. */
export function settingsOf(options: LockstepOptions): Settings {
  const { actor, timeout = 10, retryFor = 30 } = options
  return {
    baseUrl: serviceUrl(options.baseUrl ?? environment('LOCKSTEP_URL')),
    token: tokenOf(options.token, environment('LOCKSTEP_TOKEN')),
    actor,
    timeout: seconds('timeout', timeout, 'more than 0', timeout > 0),
    retryFor: seconds('retryFor', retryFor, '0 or more', retryFor >= 0),
    // Without a receiver: browsers refuse the call as a method of another object.
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
  }
}

const WANTED = 'wanted the address of a Lockstep service, such as http://lockstep:8080'

function serviceUrl(given: string | undefined): string {
  if (given === undefined) {
    throw new ConfigurationError(`No URL: ${WANTED}, as baseUrl or in LOCKSTEP_URL`)
  }
  const fault = urlFault(given)
  if (fault === undefined) return given.replace(/\/+$/, '')
  throw new ConfigurationError(`Cannot use ${JSON.stringify(given)} as a URL: ${fault}; ${WANTED}`)
}

function urlFault(text: string): string | undefined {
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) {
    return 'it does not begin with http:// or https:// and a host'
  }
  if (/[?#\s]/.test(text)) return 'it has a query, a fragment or a space'
  const { username, password } = new URL(text)
  return username || password ? 'it has a user name or a password' : undefined
}

/** A number of seconds as it was given. */
export function seconds(name: string, value: number, wanted: string, isWanted: boolean): number {
  if (Number.isFinite(value) && isWanted) return value
  throw new InvalidArgument(
    `Cannot use ${name}=${String(value)}: wanted a number of seconds, ${wanted}`,
  )
}
