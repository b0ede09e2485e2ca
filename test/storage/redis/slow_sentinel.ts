import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A sentinel that a test can keep from answering for a while, which a real one does for microseconds. */
export interface SlowSentinel {
  readonly port: number
  /** Lets whoever asks for the primary wait so long, from now on. */
  takes(ms: number): void
  /** Resolves when somebody asks for the primary the next time. */
  asked(): Promise<void>
  /** Tells all who listen that there is a new primary, which is the old one. */
  switches(): void
  stop(): Promise<void>
}

/** Starts one that knows of one primary, on this machine. */
export async function startSlowSentinel(primary: number): Promise<SlowSentinel> {
  const listeners = new Set<Socket>()
  const sockets = new Set<Socket>()
  let delayMs = 0
  let asked = Promise.withResolvers<void>()

  async function answer(socket: Socket, request: string): Promise<void> {
    if (/subscribe/i.test(request)) {
      listeners.add(socket)
      socket.write(push(bulk('subscribe'), bulk(SWITCH), ':1\r\n'))
    } else if (/get-master-addr-by-name/i.test(request)) {
      asked.resolve()
      await sleep(delayMs)
      socket.write(`*2\r\n${bulk('127.0.0.1')}${bulk(`${primary}`)}`)
    } else socket.write('+OK\r\n')
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => [sockets, listeners].forEach((each) => each.delete(socket)))
    socket.on('error', () => {})
    socket.on('data', (bytes: Buffer) => {
      for (const request of requestsIn(bytes)) void answer(socket, request)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const message = push(bulk('message'), bulk(SWITCH), bulk('lockstep'))
  return {
    port: (server.address() as AddressInfo).port,
    takes: (ms) => void (delayMs = ms),
    asked() {
      asked = Promise.withResolvers()
      return asked.promise
    },
    switches: () => listeners.forEach((socket) => socket.write(message)),
    async stop() {
      sockets.forEach((socket) => socket.destroy())
      server.close()
      await once(server, 'close')
    },
  }
}

const SWITCH = '+switch-master'
const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`
/** What RESP3 sends to those who listen. */
const push = (...items: string[]) => `>${items.length}\r\n${items.join('')}`

/** The commands in what was received; a test's are short enough to come whole. */
const requestsIn = (bytes: Buffer): string[] =>
  bytes
    .toString()
    .split(/^\*\d+\r\n/m)
    .filter((request) => request !== '')
