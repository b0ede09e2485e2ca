import { NotLockstep, OlderService, Unauthorized } from '../errors.ts'
import type { Settings } from '../settings.ts'
import type { Problem } from '../types.ts'
import type { Answer } from './attempt.ts'
import { Outage } from './outage.ts'
import type { SentRequest } from './sent_request.ts'

/** What a gateway answers while the service behind it starts or is overloaded. */
const TRANSIENT = new Set([408, 425, 429, 502, 503, 504])

/** The answer, if it is one of Lockstep. Everything else throws what says what to change. */
export function checkedAnswer(answer: Answer, sent: SentRequest, settings: Settings): Response {
  const { response, text } = answer
  if (text === undefined || response.status === 204) return response
  const { baseUrl, token } = settings
  const document = documentOf(response, text)
  if (response.ok && document !== undefined) return copyOf(response, text)
  if (isUnauthorized(response)) {
    throw new Unauthorized(
      `${baseUrl} answers ${statusOf(response)} with ${token.source}: ` +
        'give the token that it accepts as token, or in LOCKSTEP_TOKEN',
    )
  }
  if (!isProblem(document)) throw foreign(answer, baseUrl)
  return refusal(document, copyOf(response, text), sent, baseUrl)
}

function refusal(
  problem: Problem,
  response: Response,
  sent: SentRequest,
  baseUrl: string,
): Response {
  if (TRANSIENT.has(response.status)) {
    const { headers } = response
    throw new Outage(`${problem.title}: ${problem.detail}`, { response, headers })
  }
  if (problem.code !== 'not_found') return response
  throw new OlderService(
    `The service at ${baseUrl} has no ${sent.name}: it is older than this client, or the URL has a ` +
      'path that it should not have. Update the service, or correct the URL',
  )
}

/** The body as JSON, if it is an object. */
function documentOf({ headers }: Response, text: string): object | undefined {
  if (!headers.get('content-type')?.includes('json')) return undefined
  try {
    const document: unknown = JSON.parse(text)
    const isObject = typeof document === 'object' && !Array.isArray(document)
    return isObject ? (document ?? undefined) : undefined
  } catch {
    return undefined
  }
}

/** A response whose body can be read again. */
const copyOf = ({ status, statusText, headers }: Response, text: string): Response =>
  new Response(text, { status, statusText, headers })

const isUnauthorized = ({ status, headers }: Response): boolean =>
  (status === 401 || status === 403) && !headers.get('content-type')?.includes('html')

/** Whether it is a refusal of Lockstep, of any version. */
function isProblem(document: object | undefined): document is Problem {
  const { code, title, detail, retryable } = (document ?? {}) as Partial<Problem>
  const isText = [code, title, detail].every((each) => typeof each === 'string')
  return isText && typeof retryable === 'boolean'
}

/** The error for an answer that Lockstep does not give: of a proxy, a gateway, another service. */
function foreign({ response, text = '' }: Answer, baseUrl: string): Outage | NotLockstep {
  const { headers, status, type } = response
  const said = `${baseUrl} answers ${described(response, text)}, not Lockstep's JSON`
  const { hostname } = new URL(baseUrl)
  const proxy = `if a proxy is between here and ${hostname}, add ${hostname} to NO_PROXY`
  if (TRANSIENT.has(status)) return new Outage(`${said}; ${proxy}`, { headers })
  const location = headers.get('location') ?? (type === 'opaqueredirect' ? 'another URL' : null)
  if (location === null) return new NotLockstep(`${said}; check the URL, and ${proxy}`)
  return new NotLockstep(`${said}; it redirects to ${location}: use the URL of the service there`)
}

function described(response: Response, text: string): string {
  const { headers } = response
  const server = headers.get('server') ?? headers.get('via')
  const content = headers.get('content-type')?.split(';')[0] ?? 'no content type'
  const start = text.slice(0, 2000).trim().replaceAll(/\s+/g, ' ').slice(0, 100)
  const by = server === null ? '' : ` from ${server}`
  return `${statusOf(response)}${by} (${content}: ${JSON.stringify(start)})`
}

const statusOf = ({ status, statusText }: Response): string => `${status} ${statusText}`.trim()
