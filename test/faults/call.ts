import { Agent, request, type IncomingMessage } from 'node:http'

/** The response of a service, without any interpretation. */
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

/** The connection was closed, or timed out: the request may have been applied or not. */
export const NO_REPLY = 'no reply'

/** Longer than the time after which any service reports that its store is unavailable. */
const TIMEOUT_MS = 5_000

/** Calls over keep-alive connections, without any retry. */
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
