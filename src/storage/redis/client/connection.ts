import { Cluster, Redis } from 'ioredis'
import type { Address } from './address.ts'
import { pipelined, type SendCommand } from './pipeline.ts'
import { watchOutages, type OutageReport, type OutageWatch } from './outage.ts'
import { replicated } from './replicated_pipeline.ts'
import { clusterOptions, redisOptions } from './options.ts'
import { awaitReply, FORBIDDEN_REPLIES } from './reply.ts'
import { settingsFault, type Needs } from './server_settings.ts'
import { watchSettings, type SettingsWatch } from './settings_watch.ts'
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
  /** Resolves, with the reason, once Redis cannot be used unless settings change. */
  readonly refused: Promise<string>
  /** Why Redis is unavailable, as it was reported. */
  readonly outage: () => string | undefined
  readonly close: () => void
}

/** How a connection is used and watched. */
export interface ConnectionOptions extends OutageReport, Needs {}

/** Opens a connection to Redis. */
export function connect(address: Address, options: ConnectionOptions): Connection {
  const outages = watchOutages(address, options)
  return address.kind === 'cluster'
    ? connectCluster(address, options, outages)
    : connectPrimary(address, options, outages)
}

/**
 * How soon a connection is opened again that ioredis has ended for good, in milliseconds. It does so
 * where sentinels announce a new primary while it resolves the primary, whatever the retry strategy
 * (ioredis 6.0.0, SentinelConnector; https://github.com/redis/ioredis/issues/1683 looks like it).
 */
const REOPEN_MS = 100

function connectPrimary(
  address: Address,
  needs: ConnectionOptions,
  outages: OutageWatch,
): Connection {
  const isReplicated = needs.replicas > 0
  const redis = openConnection(address, outages)
  // WAIT blocks its connection, so commands that need no replicas have another one.
  const waiting = isReplicated ? openConnection(address, outages) : redis
  const connections = [...new Set([redis, waiting])]
  const settings = watchServers(() => connections, needs, outages, outages.failed)
  connections.forEach(settings.watch)
  const sendUnreplicated = unlessMisconfigured(settings, pipelined(redis))
  const send = isReplicated
    ? unlessMisconfigured(settings, replicated(waiting, needs.replicas))
    : sendUnreplicated
  const sendBinary: SendCommand = (command, args) =>
    redis.sendCommand(new BinaryCommand(command, args)) as Promise<unknown>
  return {
    send,
    sendUnbatched: isReplicated ? send : unlessMisconfigured(settings, sendBinary),
    sendUnreplicated,
    ...stateOf(settings, outages),
    check: async () => void (await awaitReply(send('ping', []))),
    // quit() would wait for a server that may be unavailable; every command has its reply by now.
    close() {
      outages.stop()
      connections.forEach((each) => each.disconnect())
    },
  }
}

function openConnection(address: Address, outages: OutageWatch): Redis {
  const redis = new Redis(redisOptions(address))
  const connectUnlessStopped = () => {
    if (!outages.isStopped()) redis.connect().catch(outages.failed)
  }
  redis.on('error', outages.failed)
  redis.on('end', () => outages.isStopped() || setTimeout(connectUnlessStopped, REOPEN_MS))
  connectUnlessStopped()
  return redis
}

const stateOf = (settings: SettingsWatch, outages: OutageWatch) => ({
  misconfiguration: settings.misconfiguration,
  ready: settings.checked,
  refused: outages.refused,
  outage: outages.reason,
})

/** A pipeline cannot follow slots that have moved, so commands are sent one by one. */
function connectCluster(
  address: Address,
  needs: ConnectionOptions,
  outages: OutageWatch,
): Connection {
  const cluster = new Cluster([...address.hosts], clusterOptions(address))
  const primaries = () => cluster.nodes('master')
  const settings = watchServers(primaries, needs, outages, outages.nodeFailed)
  cluster.on('error', outages.failed)
  cluster.on('node error', outages.nodeFailed)
  cluster.on('+node', catchAskingErrors)
  // A node connects with the first command to it, and would not be ready for the second.
  const connectAll = () => {
    if (cluster.status !== 'ready') return
    for (const redis of primaries()) {
      settings.watch(redis)
      if (redis.status === 'wait') redis.connect().catch(outages.nodeFailed)
    }
  }
  // After ioredis itself, whose first command needs a node in the state "wait".
  cluster.on('ready', connectAll)
  cluster.on('refresh', () => setImmediate(connectAll))
  const send = unlessMisconfigured(settings, (command, args) =>
    cluster.callBuffer(command, [...args]),
  )
  return {
    send,
    sendUnbatched: send,
    sendUnreplicated: send,
    ...stateOf(settings, outages),
    check: async () => {
      await awaitReply(send('ping', []))
      await awaitReply(Promise.all(primaries().map((redis) => redis.ping())))
    },
    close() {
      outages.stop()
      cluster.disconnect()
    },
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

/** Checks the settings of servers, and reports what is wrong with them as an outage. */
const watchServers = (
  servers: () => readonly Redis[],
  needs: Needs,
  outages: OutageWatch,
  onError: (error: Error) => void,
): SettingsWatch =>
  watchSettings({
    servers,
    faultOf: (redis) => settingsFault(redis, needs),
    onError,
    onMisconfigured: outages.misconfigured,
    onReady: outages.recovered,
  })

/** Sends nothing to a server that may evict it, or whose ACL forbids it. */
function unlessMisconfigured(settings: SettingsWatch, send: SendCommand): SendCommand {
  // The ACL was changed since the settings were checked.
  const recheckIfForbidden = ({ message }: Error) => {
    if (FORBIDDEN_REPLIES.test(message)) settings.recheck()
  }
  return (command, args) => {
    const reason = settings.misconfiguration()
    if (reason !== undefined) return Promise.reject(new Error(reason))
    const sent = send(command, args)
    sent.catch(recheckIfForbidden)
    return sent
  }
}
