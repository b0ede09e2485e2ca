import type { Redis } from 'ioredis'

/** Detects that a server is connected again, or another one for the first time. */
export interface Reconnects {
  readonly watch: (redis: Redis) => void
  readonly listen: (listener: () => void) => void
}

/**
 * Calls the listeners at each connection after all servers have been connected once: the server that
 * is connected then may have lost the last writes.
 */
export function watchReconnects(connectedOnce: Promise<void>): Reconnects {
  const listeners: (() => void)[] = []
  const watched = new WeakSet<Redis>()
  let areConnected = false
  void connectedOnce.then(() => (areConnected = true))
  const connected = () => {
    if (areConnected) listeners.forEach((listener) => listener())
  }
  return {
    watch(redis) {
      if (watched.has(redis)) return
      watched.add(redis)
      redis.on('ready', connected)
      if (redis.status === 'ready') connected()
    },
    listen: (listener) => void listeners.push(listener),
  }
}
