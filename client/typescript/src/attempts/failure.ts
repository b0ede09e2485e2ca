import { ConfigurationError, type LockstepError } from '../errors.ts'
import { Outage } from './outage.ts'

const TLS = /^(ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/

/** The error for an attempt without an answer. */
export function failureOf(error: unknown, baseUrl: string): LockstepError {
  const { code, text } = causeOf(error)
  if (TLS.test(code))
    return new ConfigurationError(tlsMessage(baseUrl, code, text), { cause: error })
  return new Outage(`No answer from ${baseUrl}: ${text}${hint(error, baseUrl)}`, { cause: error })
}

/** What happened: `fetch` of Node has it in `cause`, and says itself only "fetch failed". */
function causeOf(error: unknown): { code: string; text: string } {
  const { cause = error } = error as { cause?: unknown }
  const { code = '', message = '' } = cause as { code?: string; message?: string }
  return { code, text: message || code || String(error) }
}

function tlsMessage(baseUrl: string, code: string, text: string): string {
  const way = code.startsWith('ERR_SSL')
    ? 'if the service does not serve TLS, its URL begins with http://'
    : 'add the authority of its certificate to those of this host (NODE_EXTRA_CA_CERTS in Node)'
  return `Cannot connect to ${baseUrl} by TLS: ${text.trim()}; ${way}`
}

/** A browser does not say why it refuses an answer. */
function hint(error: unknown, baseUrl: string): string {
  const { location } = globalThis as { location?: { origin?: string } }
  const isOther = location?.origin !== undefined && location.origin !== new URL(baseUrl).origin
  if (!isOther || !(error instanceof TypeError)) return ''
  return `; a page of ${location.origin} may read it only if a proxy adds the headers of CORS`
}
