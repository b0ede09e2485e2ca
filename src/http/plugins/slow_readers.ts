import type { FastifyInstance } from 'fastify'
import type { Socket } from 'node:net'

/** The maximum time for which a client may leave its response unread, in milliseconds. */
const UNREAD_TIMEOUT_MS = 60_000

/**
 * Disconnects clients that do not read their responses, each of which occupies memory. All
 * connections are checked periodically, and those with unsent data get the socket timeout of Node.
 * To set that timeout on every connection would create two timers for each request, a fortieth of
 * the steps per second.
 */
export function disconnectSlowReaders(app: FastifyInstance, timeoutMs = UNREAD_TIMEOUT_MS): void {
  const connections = new Set<Socket>()
  app.server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  const check = () => {
    for (const socket of connections) {
      // The next request, and the end of a response, set another timeout.
      if (socket.writableLength > 0 && socket.timeout !== timeoutMs) socket.setTimeout(timeoutMs)
    }
  }
  const timer = setInterval(check, timeoutMs / 2).unref()
  app.addHook('onClose', () => clearInterval(timer))
}
