import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A request that the server received, and when. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: any // eslint-disable-line @typescript-eslint/no-explicit-any -- whatever was sent
  readonly atMs: number
}

export type Answer = (response: ServerResponse) => void | Promise<void>

/** A server that answers with the faults of networks, proxies and other services. */
export interface FaultyServer {
  readonly url: string
  /** Given one after another, and the last one again. */
  answers: readonly Answer[]
  readonly received: Received[]
  close(): Promise<void>
}

export async function faultyServer(): Promise<FaultyServer> {
  const received: Received[] = []
  const server = createServer((request, response) => void answer(request, response))
  async function answer(request: IncomingMessage, response: ServerResponse) {
    const text = (await request.toArray()).join('')
    const { method = '', url: path = '', headers } = request
    const respond = faulty.answers[Math.min(received.length, faulty.answers.length - 1)]!
    const body = text === '' ? undefined : JSON.parse(text)
    received.push({ method, path, headers, body, atMs: performance.now() })
    await respond(response)
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const faulty: FaultyServer = {
    url: `http://127.0.0.1:${port}`,
    answers: [],
    received,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return faulty
}

/** An answer with a JSON body. */
export const json =
  (document: unknown, status = 200, headers = {}): Answer =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(document))

/** A refusal as Lockstep sends it. */
export const problem = (code: string, status: number, headers = {}): Answer => {
  const document = { type: `urn:lockstep:problem:${code}`, title: 'A title', detail: 'A detail' }
  const type = { 'content-type': 'application/problem+json' }
  return json({ ...document, code, status, retryable: status === 503 }, status, {
    ...type,
    ...headers,
  })
}

/** The page of a proxy. */
export const page =
  (status: number, headers = {}): Answer =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'text/html', server: 'squid/6.1', ...headers })
      .end('<html><title>Blocked</title></html>')

/** Closes the connection without an answer. */
export const cut: Answer = (response) => void response.destroy()

/** Closes the connection within the body. */
export const cutInBody: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
  response.write('{"status": ', () => response.destroy())
}

/** The same answer, some time later. */
export const late =
  (ms: number, answer: Answer): Answer =>
  async (response) => {
    await sleep(ms)
    await answer(response)
  }

/** A stream that has these parts, and is then cut. */
export const eventStream =
  (...parts: readonly string[]): Answer =>
  async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const part of parts) {
      response.write(part)
      await sleep(5)
    }
    response.destroy()
  }

/** The answer to an advance of an optimizer without movement. */
export const ADVANCED = {
  optimizer: 'run',
  generation: 1,
  revision: 1,
  step: 3,
  sealed_through: 3,
  seen: 's1',
  groups: [{ name: 'all', lr: 0.1 }],
}
