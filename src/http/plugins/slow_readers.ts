import type { FastifyInstance } from 'fastify'
import type { Socket } from 'node:net'

/** How long a client may leave unread what it is sent, in milliseconds. */
const UNREAD_TIMEOUT_MS = 60_000

/**
 * Cuts off clients that do not read their answers, each of which keeps an answer in memory. Now and
 * then all connections are looked at, and those that still have something to send get Node's own
 * limit on silence: with that limit on all of them, two timers would be made for each request, a
 * fortieth of the steps a second.
 */
export function disconnectSlowReaders(app: FastifyInstance, timeoutMs = UNREAD_TIMEOUT_MS): void {
  const connections = new Set<Socket>()
  app.server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  const check = () => {
    for (const socket of connections) {
      // The next request, and the end of an answer, set it to something else.
      if (socket.writableLength > 0 && socket.timeout !== timeoutMs) socket.setTimeout(timeoutMs)
    }
  }
  const timer = setInterval(check, timeoutMs / 2).unref()
  app.addHook('onClose', () => clearInterval(timer))
}
