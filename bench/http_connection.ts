import { connect } from 'node:net'

/** A request as it goes out, and what its answer must have in it. */
export interface Request {
  readonly text: string
  readonly status: 200 | 201
  readonly wanted: string
  /** How many times; once if left out. */
  readonly times?: number
}

export interface Conversation {
  /** The next request, or undefined to end. */
  readonly next: () => Request | undefined
  /** How long the answer took. */
  readonly answered: (ms: number) => void
}

const SILENCE_MS = 30_000

/**
 * One connection, one request after the other. On a small machine a full HTTP client costs more
 * than the server it measures, so this one knows only what these servers answer: a head with a
 * length. It rejects at the first answer that is not the one wanted.
 */
export async function converse(port: number, { next, answered }: Conversation): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true }).setEncoding('latin1')
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let request: Request | undefined
  let since = 0
  let text = ''
  let length: number | undefined
  const ask = () => {
    text = ''
    length = undefined
    request = next()
    if (!request) return resolve()
    since = performance.now()
    socket.write(request.text)
  }
  socket.on('connect', ask).on('data', (chunk) => {
    text += String(chunk)
    // Found once: to look into a text makes the engine copy it, and a window comes in many chunks.
    length ??= lengthOf(text)
    if (length === undefined || text.length < length) return
    answered(performance.now() - since)
    if (isWanted(text, request!)) ask()
    else reject(new Error(`Cannot go on after ${request!.text}\nanswered ${text}`))
  })
  socket.on('error', reject).on('close', () => reject(new Error('The connection was closed')))
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error(`Silent for ${SILENCE_MS} ms`)))
  try {
    await promise
  } finally {
    socket.destroy()
  }
}

const LENGTH = /\r\ncontent-length: *(\d+)/i

/** How long the whole answer is, once its head has arrived. Latin-1 has one letter for a byte. */
function lengthOf(text: string): number | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const length = LENGTH.exec(text)?.[1]
  if (length === undefined) throw new Error(`Cannot read an answer without a length: ${text}`)
  return end + 4 + Number(length)
}

const isWanted = (text: string, { status, wanted, times = 1 }: Request) =>
  text.startsWith(`HTTP/1.1 ${status} `) && has(text, wanted, times)

/** Whether it is there so many times. */
function has(text: string, wanted: string, times: number): boolean {
  let at = 0
  for (let found = 0; found < times; found++) {
    at = text.indexOf(wanted, at) + 1
    if (at === 0) return false
  }
  return true
}
