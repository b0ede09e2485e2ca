import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type { Random } from './random.ts'
import { destroy, openConnection, resume, pause, type ProxyState } from './tcp_link.ts'

/** How often a proxy mistreats what passes it. */
export interface NetworkFaults {
  /** The chance that a request is carried out, and its reply swallowed. */
  readonly dropRate?: number
  /** The chance that a reply breaks off half way. */
  readonly truncateRate?: number
  /** The chance that a reply is held back, and for how many milliseconds at most. */
  readonly delayRate?: number
  readonly maxDelayMs?: number
}

/** What a proxy has done. */
export interface ProxyCounts {
  requests: number
  /** Requests that were forwarded and answered, whose answers did not arrive. */
  dropped: number
  truncated: number
  delayed: number
  /** Requests that were forwarded to a server that then went away. */
  serverClosed: number
  /** Connections that fell silent. */
  partitioned: number
}

/** A way to a server on this machine that can be made a bad one. */
export interface Proxy {
  readonly port: number
  readonly counts: Readonly<ProxyCounts>
  /** From now on. */
  setFaults(weather: NetworkFaults): void
  /** Swallows the answers to the next requests, each on a connection that is then cut. */
  dropNext(requests: number): void
  /** Lets nothing pass, in either direction, and closes nothing, as a lost network does. */
  partition(): void
  /** Lets pass what has waited, and everything from now on. */
  heal(): void
  close(): Promise<void>
}

/**
 * Starts a proxy. A piece of data from the client counts as one request, and what the server sends
 * next as its reply: so it is on connections that wait for each answer.
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
