import { Cluster, Redis } from 'ioredis'
import type { Address } from './address.ts'
import { pipelined, type SendCommand } from './pipeline.ts'
import { watchEviction, type EvictionWatch } from './eviction.ts'
import { replicated } from './replicated_pipeline.ts'
import { clusterOptions, redisOptions } from './options.ts'
import { awaitReply, withoutArguments } from './reply.ts'
import { BinaryCommand } from './binary_command.ts'

/** A connection to Redis that reconnects by itself. It may be disconnected at any time. */
export interface Connection {
  /** For writes, and for reads that a response depends on. */
  readonly send: SendCommand
  /** The same for commands that are a batch already, and are sent at once. */
  readonly sendUnbatched: SendCommand
  /** For lists, which are long and need not be replicated. */
  readonly sendUnreplicated: SendCommand
  /** Resolves when every server that is written to replies. */
  readonly check: () => Promise<void>
  /** The reason why Redis must not be used with its present settings, if there is one. */
  readonly misconfiguration: () => string | undefined
  /** Resolves once Redis is connected and its settings have been read. */
  readonly ready: Promise<void>
  readonly close: () => void
}

/** How a connection is used and watched. */
export interface ConnectionOptions {
  /** How many replicas must have a write before its response. */
  readonly replicas: number
  readonly onError: (error: Error) => void
}

/** Opens a connection to Redis. */
export function connect(address: Address, options: ConnectionOptions): Connection {
  const onError = (error: Error) => options.onError(withoutArguments(error))
  if (address.kind === 'cluster') return connectCluster(address, onError)
  return connectPrimary(address, { ...options, onError })
}

/**
 * How soon a connection is opened again that ioredis has ended for good, in milliseconds. It does so
 * where sentinels announce a new primary while it resolves the primary, whatever the retry strategy
 * (ioredis 6.0.0, SentinelConnector; https://github.com/redis/ioredis/issues/1683 looks like it).
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
  // WAIT blocks its connection, so commands that need no replicas have another one.
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
    // quit() would wait for a server that may be unavailable; every command has its reply by now.
    close() {
      isClosed = true
      for (const each of [redis, replicatedRedis]) each.disconnect()
    },
  }
}

/** A pipeline cannot follow slots that have moved, so commands are sent one by one. */
function connectCluster(address: Address, onError: (error: Error) => void): Connection {
  const cluster = new Cluster([...address.hosts], clusterOptions(address))
  const primaries = () => cluster.nodes('master')
  const eviction = watchEviction(primaries, onError)
  cluster.on('error', onError)
  cluster.on('node error', onError)
  cluster.on('+node', catchAskingErrors)
  // A node connects with the first command to it, and would not be ready for the second.
  const connectAll = () => {
    if (cluster.status !== 'ready') return
    for (const redis of primaries()) {
      eviction.watch(redis)
      if (redis.status === 'wait') redis.connect().catch(onError)
    }
  }
  // After ioredis itself, whose first command needs a node in the state "wait".
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
 * To follow a slot that is being moved, ioredis sends ASKING before a command and does not handle its
 * failure: a cut connection would end the process. The command that follows fails as well.
 */
function catchAskingErrors(redis: Redis): void {
  const asking = redis.asking.bind(redis)
  redis.asking = async () => asking().catch(() => 'OK' as const)
}

/** Sends nothing to a server that may evict it. */
function unlessMisconfigured(eviction: EvictionWatch, send: SendCommand): SendCommand {
  return (command, args) => {
    const reason = eviction.misconfiguration()
    return reason === undefined ? send(command, args) : Promise.reject(new Error(reason))
  }
}
