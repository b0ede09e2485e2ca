import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type { Chance } from './random.ts'
import { cutOff, open, release, silence, type Way } from './tcp_link.ts'

/** How often a proxy mistreats what passes it. */
export interface Weather {
  /** The chance that a request is carried out, and its reply swallowed. */
  readonly cut?: number
  /** The chance that a reply breaks off half way. */
  readonly torn?: number
  /** The chance that a reply is held back, and for how many milliseconds at most. */
  readonly late?: number
  readonly lateMs?: number
}

/** What a proxy has done. */
export interface ProxyCounts {
  requests: number
  /** Requests that were forwarded and answered, whose answers did not arrive. */
  cut: number
  torn: number
  late: number
  /** Requests that were forwarded to a server that then went away. */
  orphaned: number
  /** Connections that fell silent. */
  silenced: number
}

/** A way to a server on this machine that can be made a bad one. */
export interface Proxy {
  readonly port: number
  readonly counts: Readonly<ProxyCounts>
  /** From now on. */
  weather(weather: Weather): void
  /** Swallows the answers to the next requests, each on a connection that is then cut. */
  cutNext(requests: number): void
  /** Lets nothing pass, in either direction, and closes nothing, as a lost network does. */
  silence(): void
  /** Lets pass what has waited, and everything from now on. */
  restore(): void
  close(): Promise<void>
}

/**
 * Starts a proxy. A piece of data from the client counts as one request, and what the server sends
 * next as its reply: so it is on connections that wait for each answer.
 */
export async function startProxy(target: number, random: Chance): Promise<Proxy> {
  const counts = { requests: 0, cut: 0, torn: 0, late: 0, orphaned: 0, silenced: 0 }
  const way: Way = { counts, links: new Set(), random, weather: {}, toCut: 0, isSilent: false }
  const server = createServer({ noDelay: true }, (client) => open(way, client, target))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    weather: (weather) => void (way.weather = weather),
    cutNext: (requests) => void (way.toCut += requests),
    silence() {
      way.isSilent = true
      for (const link of way.links) silence(way, link)
    },
    restore() {
      way.isSilent = false
      for (const link of way.links) release(link)
    },
    async close() {
      server.close()
      for (const link of way.links) cutOff(link)
      await once(server, 'close')
    },
  }
}
