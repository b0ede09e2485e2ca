import { connect, type Socket } from 'node:net'
import type { Chance } from './random.ts'
import type { ProxyCounts, Weather } from './tcp_proxy.ts'

type Doom = 'cut' | 'torn' | undefined

/** A client's connection, and the one that is opened for it. */
interface Link {
  readonly client: Socket
  readonly server: Socket
  /** What becomes of the next reply. */
  doom: Doom
  isOpen: boolean
  isAwaiting: boolean
}

/** What the connections of one proxy have in common. */
export interface Way {
  readonly counts: ProxyCounts
  readonly links: Set<Link>
  readonly random: Chance
  weather: Weather
  toCut: number
  isSilent: boolean
}

/** Joins a client to the server. */
export function open(way: Way, client: Socket, target: number): void {
  const server = connect({ port: target, host: '127.0.0.1', noDelay: true })
  const link: Link = { client, server, doom: undefined, isOpen: false, isAwaiting: false }
  way.links.add(link)
  if (way.isSilent) silence(way, link)
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

/** Lets nothing pass until it is released. */
export function silence({ counts }: Way, { client, server }: Link): void {
  counts.silenced += 1
  client.pause()
  server.pause()
}

export function release({ client, server }: Link): void {
  client.resume()
  server.resume()
}

export function cutOff({ client, server }: Link): void {
  client.destroy()
  server.destroy()
}
