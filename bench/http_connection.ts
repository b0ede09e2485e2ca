import { connect } from 'node:net'

/** A request as it is sent, and a text that its response must contain. */
export interface Request {
  readonly text: string
  readonly status: 200 | 201
  readonly expected: string
  /** How many times the response must contain it; 1 by default. */
  readonly occurrences?: number
}

export interface RequestSource {
  /** The next request, or undefined to end. */
  readonly next: () => Request | undefined
  /** Receives the time from the request to the complete response. */
  readonly onResponse: (ms: number) => void
}

const SOCKET_TIMEOUT_MS = 30_000

/**
 * One connection, one request after the other. On a small machine a full HTTP client costs more CPU
 * time than the measured server, so this client supports only what these servers send: a head with
 * a Content-Length. It rejects at the first unexpected response.
 */
export async function runConnection(
  port: number,
  { next, onResponse }: RequestSource,
): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true }).setEncoding('latin1')
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let request: Request | undefined
  let sentAt = 0
  let text = ''
  let expectedLength: number | undefined
  const sendNext = () => {
    text = ''
    expectedLength = undefined
    request = next()
    if (!request) return resolve()
    sentAt = performance.now()
    socket.write(request.text)
  }
  socket.on('connect', sendNext).on('data', (chunk) => {
    text += String(chunk)
    // Computed once: a search makes the engine copy the text, and a window arrives in many chunks.
    expectedLength ??= responseLength(text)
    if (expectedLength === undefined || text.length < expectedLength) return
    onResponse(performance.now() - sentAt)
    if (isExpected(text, request!)) sendNext()
    else reject(new Error(`Cannot continue after ${request!.text}\nunexpected response ${text}`))
  })
  socket.on('error', reject).on('close', () => reject(new Error('The connection was closed')))
  const timedOut = () => socket.destroy(new Error(`No response within ${SOCKET_TIMEOUT_MS} ms`))
  socket.setTimeout(SOCKET_TIMEOUT_MS, timedOut)
  try {
    await promise
  } finally {
    socket.destroy()
  }
}

const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i

/** The length of the whole response, once its head has arrived. Latin-1 has one character per byte. */
function responseLength(text: string): number | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const length = CONTENT_LENGTH.exec(text)?.[1]
  if (length === undefined) throw new Error(`Cannot read a response without a length: ${text}`)
  return end + 4 + Number(length)
}

const isExpected = (text: string, { status, expected, occurrences = 1 }: Request) =>
  text.startsWith(`HTTP/1.1 ${status} `) && includesTimes(text, expected, occurrences)

/** Whether a text contains another one at least a number of times. */
function includesTimes(text: string, expected: string, times: number): boolean {
  let at = 0
  for (let found = 0; found < times; found++) {
    at = text.indexOf(expected, at) + 1
    if (at === 0) return false
  }
  return true
}
