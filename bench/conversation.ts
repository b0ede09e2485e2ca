import { connect } from 'node:net'

/** A request as it goes out, and what its answer must have in it. */
export interface Request {
  readonly text: string
  readonly wanted: string
}

export interface Conversation {
  /** The next request, or undefined to end. */
  readonly next: () => Request | undefined
  /** How long the answer took. */
  readonly answered: (ms: number) => void
}

const SILENCE_MS = 10_000

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
  const ask = () => {
    text = ''
    request = next()
    if (!request) return resolve()
    since = performance.now()
    socket.write(request.text)
  }
  socket.on('connect', ask).on('data', (chunk) => {
    text += String(chunk)
    if (text.length < lengthOf(text)) return
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
function lengthOf(text: string): number {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return Infinity
  const length = LENGTH.exec(text)?.[1]
  if (length === undefined) throw new Error(`Cannot read an answer without a length: ${text}`)
  return end + 4 + Number(length)
}

const isWanted = (text: string, { wanted }: Request) =>
  text.startsWith('HTTP/1.1 200 ') && text.includes(wanted)
