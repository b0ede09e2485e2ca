import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A sentinel with a delay of its replies, which takes microseconds in a real one. */
export interface SlowSentinel {
  readonly port: number
  /** Delays each reply with the primary, from now on. */
  setDelay(ms: number): void
  /** Resolves at the next request for the primary. */
  nextRequest(): Promise<void>
  /** Publishes +switch-master to all subscribers; the primary is the same as before. */
  publishSwitch(): void
  stop(): Promise<void>
}

/** Starts a sentinel of one primary on this machine. */
export async function startSlowSentinel(primary: number): Promise<SlowSentinel> {
  const subscribers = new Set<Socket>()
  const sockets = new Set<Socket>()
  let delayMs = 0
  let requested = Promise.withResolvers<void>()

  async function reply(socket: Socket, request: string): Promise<void> {
    if (/subscribe/i.test(request)) {
      subscribers.add(socket)
      socket.write(push(bulk('subscribe'), bulk(SWITCH), ':1\r\n'))
    } else if (/get-master-addr-by-name/i.test(request)) {
      requested.resolve()
      await sleep(delayMs)
      socket.write(`*2\r\n${bulk('127.0.0.1')}${bulk(`${primary}`)}`)
    } else socket.write('+OK\r\n')
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => [sockets, subscribers].forEach((each) => each.delete(socket)))
    socket.on('error', () => {})
    socket.on('data', (bytes: Buffer) => {
      for (const request of requestsIn(bytes)) void reply(socket, request)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const message = push(bulk('message'), bulk(SWITCH), bulk('lockstep'))
  return {
    port: (server.address() as AddressInfo).port,
    setDelay: (ms) => void (delayMs = ms),
    nextRequest() {
      requested = Promise.withResolvers()
      return requested.promise
    },
    publishSwitch: () => subscribers.forEach((socket) => socket.write(message)),
    async stop() {
      sockets.forEach((socket) => socket.destroy())
      server.close()
      await once(server, 'close')
    },
  }
}

const SWITCH = '+switch-master'
const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`
/** A RESP3 push message. */
const push = (...items: string[]) => `>${items.length}\r\n${items.join('')}`

/** The commands in a chunk; those of a test are short enough to arrive complete. */
const requestsIn = (bytes: Buffer): string[] =>
  bytes
    .toString()
    .split(/^\*\d+\r\n/m)
    .filter((request) => request !== '')
