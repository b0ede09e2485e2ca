import { Cluster, Redis } from 'ioredis'
import type { Address } from './address.ts'
import { pipelined, type SendCommand } from './pipeline.ts'
import { watchEviction, type EvictionWatch } from './eviction.ts'
import { replicated } from './replicated_pipeline.ts'
import { clusterOptions, redisOptions } from './options.ts'
import { awaitReply, withoutArguments } from './reply.ts'
import { BinaryCommand } from './binary_command.ts'

/** A way to Redis that keeps itself open. It may not be connected yet, or not at the moment. */
export interface Connection {
  /** For what is written, and what answers are based on. */
  readonly send: SendCommand
  /** The same for what has been gathered already, and should not wait for more. */
  readonly sendUnbatched: SendCommand
  /** For lists, which are long and bind nobody. */
  readonly sendUnreplicated: SendCommand
  /** Resolves when everything that is written to answers. */
  readonly check: () => Promise<void>
  /** Says why Redis must not be used as it is set, if that is so. */
  readonly misconfiguration: () => string | undefined
  /** Resolves once Redis has been reached, and its settings read. */
  readonly ready: Promise<void>
  readonly close: () => void
}

/** How a connection is kept. */
export interface ConnectionOptions {
  /** How many replicas must have what an answer tells of. */
  readonly replicas: number
  readonly onError: (error: Error) => void
}

/** Opens a way to Redis. */
export function connect(address: Address, options: ConnectionOptions): Connection {
  const onError = (error: Error) => options.onError(withoutArguments(error))
  if (address.kind === 'cluster') return connectCluster(address, onError)
  return connectPrimary(address, { ...options, onError })
}

/**
 * How soon a connection is opened anew that ioredis has given up. It does where sentinels tell of a
 * new primary while it asks one of them who that is, whatever its retry strategy says (ioredis
 * 6.0.0, SentinelConnector; https://github.com/redis/ioredis/issues/1683 looks like it).
 */
const REOPEN_MS = 100

function connectPrimary(address: Address, { replicas, onError }: ConnectionOptions): Connection {
  let isClosed = false
  const open = () => {
    const redis = new Redis(redisOptions(address))
    const connectUnlessClosed = () => {
      if (!isClosed) redis.connect().catch(onError)
    }
    redis.on('error', onError)
    redis.on('end', () => isClosed || setTimeout(connectUnlessClosed, REOPEN_MS))
    connectUnlessClosed()
    return redis
  }
  const redis = open()
  const eviction = watchEviction(() => [redis], onError)
  eviction.watch(redis)
  // WAIT keeps a connection from everything else, so that what need not wait has another.
  const replicatedRedis = replicas > 0 ? open() : redis
  const sendUnreplicated = unlessMisconfigured(eviction, pipelined(redis))
  const send =
    replicas > 0
      ? unlessMisconfigured(eviction, replicated(replicatedRedis, replicas))
      : sendUnreplicated
  const sendBinary: SendCommand = (command, args) =>
    redis.sendCommand(new BinaryCommand(command, args)) as Promise<unknown>
  return {
    send,
    sendUnbatched: replicas > 0 ? send : unlessMisconfigured(eviction, sendBinary),
    sendUnreplicated,
    misconfiguration: eviction.misconfiguration,
    ready: eviction.checked,
    check: async () => void (await awaitReply(send('ping', []))),
    // quit() would wait for a server that may be gone; every command has been answered by now.
    close() {
      isClosed = true
      for (const each of [redis, replicatedRedis]) each.disconnect()
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
  cluster.on('+node', catchAskingErrors)
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
  const send = unlessMisconfigured(eviction, (command, args) =>
    cluster.callBuffer(command, [...args]),
  )
  return {
    send,
    sendUnbatched: send,
    sendUnreplicated: send,
    misconfiguration: eviction.misconfiguration,
    ready: eviction.checked,
    check: async () => {
      await awaitReply(send('ping', []))
      await awaitReply(Promise.all(primaries().map((redis) => redis.ping())))
    },
    close: () => cluster.disconnect(),
  }
}

/**
 * To follow a slot that is on its way, ioredis sends ASKING before a command and does not look at
 * what comes of it: when the connection was cut, that would end the process. The command tells.
 */
function catchAskingErrors(redis: Redis): void {
  const asking = redis.asking.bind(redis)
  redis.asking = async () => asking().catch(() => 'OK' as const)
}

/** Sends nothing to a server that may drop it. */
function unlessMisconfigured(eviction: EvictionWatch, send: SendCommand): SendCommand {
  return (command, args) => {
    const reason = eviction.misconfiguration()
    return reason === undefined ? send(command, args) : Promise.reject(new Error(reason))
  }
}
