import { Cluster, Redis } from 'ioredis'
import type { Address } from './address.ts'
import { batching, type Send } from './pipeline.ts'
import { watchEviction, type Watch } from './eviction.ts'
import { grouping } from './replicated_pipeline.ts'
import { clusterOptions, redisOptions } from './options.ts'
import { reply, withoutArguments } from './reply.ts'
import { WholeCommand } from './binary_command.ts'

/** A way to Redis that keeps itself open. It may not be connected yet, or not at the moment. */
export interface Connection {
  /** For what is written, and what answers are based on. */
  readonly send: Send
  /** The same for what has been gathered already, and should not wait for more. */
  readonly sendNow: Send
  /** For lists, which are long and bind nobody. */
  readonly sendAside: Send
  /** Resolves when everything that is written to answers. */
  readonly check: () => Promise<void>
  /** Says why Redis must not be used as it is set, if that is so. */
  readonly unfit: () => string | undefined
  /** Resolves once Redis has been reached, and its settings read. */
  readonly reached: Promise<void>
  readonly close: () => void
}

/** How a connection is kept. */
export interface Manner {
  /** How many replicas must have what an answer tells of. */
  readonly replicas: number
  readonly onError: (error: Error) => void
}

/** Opens a way to Redis. */
export function connect(address: Address, manner: Manner): Connection {
  const onError = (error: Error) => manner.onError(withoutArguments(error))
  if (address.kind === 'cluster') return connectCluster(address, onError)
  return connectPrimary(address, { ...manner, onError })
}

/**
 * How soon a connection is opened anew that ioredis has given up. It does where sentinels tell of a
 * new primary while it asks one of them who that is, whatever its retry strategy says (ioredis
 * 6.0.0, SentinelConnector; https://github.com/redis/ioredis/issues/1683 looks like it).
 */
const AGAIN_MS = 100

function connectPrimary(address: Address, { replicas, onError }: Manner): Connection {
  let isClosed = false
  const open = () => {
    const redis = new Redis(redisOptions(address))
    const begin = () => {
      if (!isClosed) redis.connect().catch(onError)
    }
    redis.on('error', onError)
    redis.on('end', () => isClosed || setTimeout(begin, AGAIN_MS))
    begin()
    return redis
  }
  const redis = open()
  const eviction = watchEviction(() => [redis], onError)
  eviction.watch(redis)
  // WAIT keeps a connection from everything else, so that what need not wait has another.
  const waiting = replicas > 0 ? open() : redis
  const sendAside = whileFit(eviction, batching(redis))
  const send = replicas > 0 ? whileFit(eviction, grouping(waiting, replicas)) : sendAside
  const sendAtOnce: Send = (command, args) =>
    redis.sendCommand(new WholeCommand(command, args)) as Promise<unknown>
  return {
    send,
    sendNow: replicas > 0 ? send : whileFit(eviction, sendAtOnce),
    sendAside,
    unfit: eviction.unfit,
    reached: eviction.read,
    check: async () => void (await reply(send('ping', []))),
    // quit() would wait for a server that may be gone; every command has been answered by now.
    close() {
      isClosed = true
      for (const each of [redis, waiting]) each.disconnect()
    },
  }
}

/** A pipeline cannot be followed to where slots have moved, so commands go one by one. */
function connectCluster(address: Address, onError: (error: Error) => void): Connection {
  const cluster = new Cluster([...address.hosts], clusterOptions(address))
  const primaries = () => cluster.nodes('master')
  const eviction = watchEviction(primaries, onError)
  cluster.on('error', onError)
  cluster.on('node error', onError)
  cluster.on('+node', heedAsking)
  // A node connects with the first command to it, and the second would find it not ready.
  const connectAll = () => {
    if (cluster.status !== 'ready') return
    for (const redis of primaries()) {
      eviction.watch(redis)
      if (redis.status === 'wait') redis.connect().catch(onError)
    }
  }
  // Later than ioredis itself, whose first command must find a node that does wait.
  cluster.on('ready', connectAll)
  cluster.on('refresh', () => setImmediate(connectAll))
  const send = whileFit(eviction, (command, args) => cluster.callBuffer(command, [...args]))
  return {
    send,
    sendNow: send,
    sendAside: send,
    unfit: eviction.unfit,
    reached: eviction.read,
    check: async () => {
      await reply(send('ping', []))
      await reply(Promise.all(primaries().map((redis) => redis.ping())))
    },
    close: () => cluster.disconnect(),
  }
}

/**
 * To follow a slot that is on its way, ioredis sends ASKING before a command and does not look at
 * what comes of it: when the connection was cut, that would end the process. The command tells.
 */
function heedAsking(redis: Redis): void {
  const asking = redis.asking.bind(redis)
  redis.asking = async () => asking().catch(() => 'OK' as const)
}

/** Sends nothing to a server that may drop it. */
function whileFit(eviction: Watch, send: Send): Send {
  return (command, args) => {
    const reason = eviction.unfit()
    return reason === undefined ? send(command, args) : Promise.reject(new Error(reason))
  }
}
