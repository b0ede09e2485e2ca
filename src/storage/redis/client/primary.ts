import { Redis } from 'ioredis'
import type { Address } from './address.ts'
import { BinaryCommand } from './binary_command.ts'
import type { Connection, ConnectionOptions } from './connection.ts'
import { redisOptions } from './options.ts'
import type { OutageWatch } from './outage.ts'
import { pipelined, type SendCommand } from './pipeline.ts'
import { replicated } from './replicated_pipeline.ts'
import { awaitReply } from './reply.ts'
import { watchServers } from './watched_servers.ts'
import { watchSentinels } from './sentinel_replicas.ts'
import type { ReplicaSetting, WaitedReplicas } from './waited_replicas.ts'

/**
 * How soon a connection is opened again that ioredis has ended for good, in milliseconds. It does so
 * where sentinels announce a new primary while it resolves the primary, whatever the retry strategy
 * (ioredis 6.0.0, SentinelConnector; https://github.com/redis/ioredis/issues/1683 looks like it).
 */
const REOPEN_MS = 100

/** One server, or the primary that sentinels name. */
export function connectPrimary(
  address: Address,
  needs: ConnectionOptions,
  outages: OutageWatch,
): Connection {
  const isReplicated = needs.replicas !== 0
  const redis = openConnection(address, outages)
  // WAIT blocks its connection, so commands that need no replicas have another one.
  const waiting = isReplicated ? openConnection(address, outages) : redis
  const connections = [...new Set([redis, waiting])]
  const servers = watchServers(() => connections, needs, outages, outages.failed)
  connections.forEach(servers.watch)
  const replicas = waitedFor(address, needs.replicas)
  const sendUnreplicated = servers.unlessMisconfigured(pipelined(redis))
  const send = isReplicated
    ? servers.unlessMisconfigured(replicated(waiting, replicas))
    : sendUnreplicated
  const sendBinary: SendCommand = (command, args) =>
    redis.sendCommand(new BinaryCommand(command, args)) as Promise<unknown>
  return {
    send,
    sendUnbatched: isReplicated ? send : servers.unlessMisconfigured(sendBinary),
    sendUnreplicated,
    ...servers.state,
    check: async () => void (await awaitReply(send('ping', []))),
    // quit() would wait for a server that may be unavailable; every command has its reply by now.
    close() {
      outages.stop()
      replicas.stop()
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

/** The replicas of a setting. */
function waitedFor(address: Address, setting: ReplicaSetting): WaitedReplicas {
  if (setting !== 'all') return { count: () => setting, names: () => '', stop: () => {} }
  if (address.kind === 'sentinel') return watchSentinels(address)
  throw new Error('Only sentinels know all replicas')
}
