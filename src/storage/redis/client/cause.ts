import type { Address } from './address.ts'

/** Why Redis cannot be used, for people. */
export interface Cause {
  /** An outage is reported once for each kind. */
  readonly kind: Kind
  /** What is wrong with "it", and what to change. */
  readonly text: string
  /** Whether Redis was reached and only a change of settings helps: no start succeeds until then. */
  readonly isFinal: boolean
}

type Kind =
  | 'credentials'
  | 'settings'
  | 'tls'
  | 'unknown host'
  | 'unreachable'
  /** The client has not said more than that there is no connection, or no answer. */
  | 'unclear'

interface Rule {
  readonly pattern: RegExp
  readonly kind: Kind
  readonly text: (address: Address, message: string) => string
}

const WAITING: readonly Kind[] = ['unknown host', 'unreachable', 'unclear']

/** The scheme of an address, with another answer to whether it means TLS. */
export const schemeOf = ({ kind }: Address, tls: boolean): string =>
  `${tls ? 'rediss' : 'redis'}${kind === 'standalone' ? '' : `-${kind}`}://`

const RULES: readonly Rule[] = [
  {
    pattern: /WRONGPASS/,
    kind: 'credentials',
    text: () =>
      'it does not accept the user and the password of REDIS_URL (WRONGPASS): correct them, each special character percent-encoded',
  },
  {
    pattern: /NOAUTH/,
    kind: 'credentials',
    text: (address) =>
      `it asks for a password and REDIS_URL has none (NOAUTH): write ${schemeOf(address, address.tls)}user:password@ or ${schemeOf(address, address.tls)}:password@ before the host`,
  },
  {
    pattern: /NOPERM/,
    kind: 'settings',
    text: (_address, message) => `its ACL forbids what Lockstep needs (${message}): allow it`,
  },
  {
    pattern: /cluster support disabled/,
    kind: 'settings',
    text: ({ tls }) => `it is not a Cluster: write ${tls ? 'rediss' : 'redis'}:// in REDIS_URL`,
  },
  {
    pattern: /unknown command .?sentinel/i,
    kind: 'settings',
    text: ({ tls }) => `it is not a sentinel: write ${tls ? 'rediss' : 'redis'}:// in REDIS_URL`,
  },
  {
    pattern: /DB index is out of range/,
    kind: 'settings',
    text: ({ db }) => `it has no database ${db}: write another number at the end of REDIS_URL`,
  },
  {
    pattern: /ERR_TLS_CERT_ALTNAME_INVALID/,
    kind: 'tls',
    text: (_address, message) =>
      `its certificate is of other hosts (${message}): write one of these in REDIS_URL`,
  },
  {
    pattern: /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
    kind: 'tls',
    text: (_address, message) => `its certificate is not valid now (${message}): renew it`,
  },
  {
    pattern: /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/,
    kind: 'tls',
    text: (_address, message) =>
      `its certificate is not trusted (${message}): name a file with that of its authority in NODE_EXTRA_CA_CERTS`,
  },
  {
    pattern: /CERTIFICATE_REQUIRED/,
    kind: 'tls',
    text: () =>
      'it asks for a certificate of the client and Lockstep has none: set tls-auth-clients to no',
  },
  {
    pattern: /No such master/,
    kind: 'unreachable',
    text: (address) =>
      `its sentinels know no primary named ${address.kind === 'sentinel' ? address.name : ''}: correct the name after # in REDIS_URL`,
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN/,
    kind: 'unknown host',
    text: (_address, message) =>
      `its host is unknown (${message}): correct REDIS_URL, or have the name resolved`,
  },
  {
    pattern: /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/,
    kind: 'unreachable',
    text: (_address, message) =>
      `nothing listens there (${message}): start it, or correct REDIS_URL`,
  },
]

/** What an error of a connection means. */
export function causeOf(error: Error, address: Address): Cause {
  const { code, message } = innermost(error)
  const rule = RULES.find(({ pattern }) => pattern.test(`${code} ${message}`))
  if (!rule) return { kind: 'unclear', text: `it does not answer (${message})`, isFinal: false }
  const { kind, text } = rule
  return { kind, text: text(address, message), isFinal: !WAITING.includes(kind) }
}

/** ioredis tells the last error of sentinels in its own text, and of a Cluster in a property. */
function innermost(error: Error): { code: string; message: string } {
  const {
    code = '',
    message,
    lastNodeError,
  } = error as Error & {
    code?: string
    lastNodeError?: Error
  }
  if (lastNodeError) return innermost(lastNodeError)
  const last = /Last error: (.+)$/s.exec(message)?.[1] ?? message
  // Where a name has several addresses, only the code says what came of them.
  return { code, message: last.trim().split('\n')[0] || code }
}
