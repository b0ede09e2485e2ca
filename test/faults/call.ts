import { Agent, request, type IncomingMessage } from 'node:http'

/** What a service answered, as it came. */
export interface Reply {
  readonly status: number
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read into every shape
  readonly body: any
}

export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  /** An Idempotency-Key. */
  readonly key?: string | undefined
}

/** The connection broke, or nothing came in time: it may have been carried out, or not. */
export const NO_REPLY = 'lost'

/** Longer than any service takes to give up on its store. */
const TIMEOUT_MS = 5_000

/** Calls over connections that are kept and never used for a second try. */
export function httpCaller() {
  const agent = new Agent({ keepAlive: true })
  return {
    call: (port: number, request: Call): Promise<Reply | typeof NO_REPLY> =>
      send(agent, port, request),
    close: () => agent.destroy(),
  }
}

export type HttpCaller = ReturnType<typeof httpCaller>

function send(agent: Agent, port: number, { method, path, body, key }: Call) {
  const payload = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    ...(payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
  return new Promise<Reply | typeof NO_REPLY>((resolve) => {
    const noReply = () => resolve(NO_REPLY)
    const sent = request({ agent, port, host: '127.0.0.1', method, path, headers })
    sent.setTimeout(TIMEOUT_MS, () => sent.destroy())
    sent.on('error', noReply)
    sent.on('close', noReply)
    sent.on('response', (response) => {
      sent.off('close', noReply)
      void readReply(response).then(resolve, noReply)
    })
    sent.end(payload)
  })
}

async function readReply(response: IncomingMessage): Promise<Reply> {
  const pieces: Buffer[] = []
  for await (const piece of response) pieces.push(piece as Buffer)
  const text = Buffer.concat(pieces).toString()
  return { status: response.statusCode!, body: text === '' ? '' : JSON.parse(text) }
}
