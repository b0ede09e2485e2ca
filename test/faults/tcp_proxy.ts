import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Chance } from './chance.ts'

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

type Doom = 'cut' | 'torn' | undefined

interface Link {
  readonly client: Socket
  readonly server: Socket
  /** What becomes of the next reply. */
  doom: Doom
  isOpen: boolean
  isAwaiting: boolean
}

interface Way {
  readonly counts: ProxyCounts
  readonly links: Set<Link>
  readonly random: Chance
  weather: Weather
  toCut: number
  isSilent: boolean
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
      counts.silenced += way.links.size
      for (const link of way.links) hold(link)
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

function open(way: Way, client: Socket, target: number): void {
  const server = connect({ port: target, host: '127.0.0.1', noDelay: true })
  const link: Link = { client, server, doom: undefined, isOpen: false, isAwaiting: false }
  way.links.add(link)
  if (way.isSilent) hold(link)
  client.on('data', (request: Buffer) => forward(way, link, request))
  server.on('data', (reply: Buffer) => answer(way, link, reply))
  server.on('connect', () => void (link.isOpen = true))
  server.on('error', () => lose(way, link))
  server.on('close', () => lose(way, link))
  client.on('error', () => cutOff(link))
  client.on('close', () => cutOff(link))
}

/** The server went away by itself. */
function lose(way: Way, link: Link): void {
  way.links.delete(link)
  if (link.isOpen && link.isAwaiting && !link.client.destroyed) way.counts.orphaned += 1
  cutOff(link)
}

function forward(way: Way, link: Link, request: Buffer): void {
  way.counts.requests += 1
  link.isAwaiting = true
  link.doom ??= doomOf(way)
  link.server.write(request)
}

function doomOf(way: Way): Doom {
  const { cut = 0, torn = 0 } = way.weather
  if (way.toCut > 0) {
    way.toCut -= 1
    return 'cut'
  }
  const drawn = way.random()
  if (drawn < cut) return 'cut'
  return drawn < cut + torn ? 'torn' : undefined
}

function answer(way: Way, link: Link, reply: Buffer): void {
  const { late = 0, lateMs = 0 } = way.weather
  link.isAwaiting = false
  if (link.doom) {
    way.counts[link.doom] += 1
    if (link.doom === 'torn') link.client.write(reply.subarray(0, reply.length >> 1))
    cutOff(link)
    return
  }
  if (late === 0 || way.random() >= late) return void link.client.write(reply)
  way.counts.late += 1
  link.server.pause()
  setTimeout(() => {
    link.client.write(reply)
    if (!way.isSilent) link.server.resume()
  }, way.random() * lateMs)
}

function hold({ client, server }: Link): void {
  client.pause()
  server.pause()
}

function release({ client, server }: Link): void {
  client.resume()
  server.resume()
}

function cutOff({ client, server }: Link): void {
  client.destroy()
  server.destroy()
}
