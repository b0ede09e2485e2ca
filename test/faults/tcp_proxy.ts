import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type { Random } from './random.ts'
import { destroy, openConnection, resume, pause, type ProxyState } from './tcp_link.ts'

/** The rates of the faults that a proxy injects. */
export interface NetworkFaults {
  /** The probability that a request is forwarded and its reply dropped. */
  readonly dropRate?: number
  /** The probability that only half of a reply is forwarded. */
  readonly truncateRate?: number
  /** The probability that a reply is delayed, and the maximum delay. */
  readonly delayRate?: number
  readonly maxDelayMs?: number
}

/** Counts of the injected faults. */
export interface ProxyCounts {
  requests: number
  /** Requests that were forwarded and answered, and whose replies were dropped. */
  dropped: number
  truncated: number
  delayed: number
  /** Requests that were forwarded to a server that then closed the connection. */
  serverClosed: number
  /** Connections that were partitioned. */
  partitioned: number
}

/** A TCP proxy to a server on this machine, with injected faults. */
export interface Proxy {
  readonly port: number
  readonly counts: Readonly<ProxyCounts>
  /** Sets the fault rates from now on. */
  setFaults(weather: NetworkFaults): void
  /** Drops the replies to the next requests, and closes their connections. */
  dropNext(requests: number): void
  /** Forwards nothing in either direction and closes nothing, as a network partition does. */
  partition(): void
  /** Forwards the delayed data, and everything from now on. */
  heal(): void
  close(): Promise<void>
}

/**
 * Starts a proxy. Each chunk from the client counts as one request, and the next chunk from the
 * server as its reply, which is true of connections that wait for each reply.
 */
export async function startProxy(target: number, random: Random): Promise<Proxy> {
  const counts = {
    requests: 0,
    dropped: 0,
    truncated: 0,
    delayed: 0,
    serverClosed: 0,
    partitioned: 0,
  }
  const state: ProxyState = {
    counts,
    connections: new Set(),
    random,
    faults: {},
    dropsLeft: 0,
    isPartitioned: false,
  }
  const server = createServer({ noDelay: true }, (client) => openConnection(state, client, target))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    setFaults: (weather) => void (state.faults = weather),
    dropNext: (requests) => void (state.dropsLeft += requests),
    partition() {
      state.isPartitioned = true
      for (const link of state.connections) pause(state, link)
    },
    heal() {
      state.isPartitioned = false
      for (const link of state.connections) resume(link)
    },
    async close() {
      server.close()
      for (const link of state.connections) destroy(link)
      await once(server, 'close')
    },
  }
}
