import { Cluster, type Redis } from 'ioredis'
import type { Address } from './address.ts'
import type { Connection, ConnectionOptions } from './connection.ts'
import { clusterOptions } from './options.ts'
import type { OutageWatch } from './outage.ts'
import { awaitReply } from './reply.ts'
import { watchServers } from './watched_servers.ts'

/** A pipeline cannot follow slots that have moved, so commands are sent one by one. */
export function connectCluster(
  address: Address,
  needs: ConnectionOptions,
  outages: OutageWatch,
): Connection {
  const cluster = new Cluster([...address.hosts], clusterOptions(address))
  const primaries = () => cluster.nodes('master')
  const servers = watchServers(primaries, needs, outages, outages.nodeFailed)
  cluster.on('error', outages.failed)
  cluster.on('node error', outages.nodeFailed)
  cluster.on('+node', catchAskingErrors)
  // A node connects with the first command to it, and would not be ready for the second.
  const connectAll = () => {
    if (cluster.status !== 'ready') return
    for (const redis of primaries()) {
      servers.watch(redis)
      if (redis.status === 'wait') redis.connect().catch(outages.nodeFailed)
    }
  }
  // After ioredis itself, whose first command needs a node in the state "wait".
  cluster.on('ready', connectAll)
  cluster.on('refresh', () => setImmediate(connectAll))
  const send = servers.unlessMisconfigured((command, args) =>
    cluster.callBuffer(command, [...args]),
  )
  return {
    send,
    sendUnbatched: send,
    sendUnreplicated: send,
    ...servers.state,
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
