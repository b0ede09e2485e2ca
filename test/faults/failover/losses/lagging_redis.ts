import { optimizerKey } from '../../../../src/storage/redis/keys.ts'
import { startCluster } from '../../../redis/cluster.ts'
import { startSentinels } from '../../../redis/sentinel.ts'
import { withRedis } from '../../../redis/server.ts'
import { succeeds, until } from '../../../service.ts'

/** A Redis whose replicas can be made to lag, and whose primary can then be lost. */
export interface LaggingRedis {
  readonly url: string
  /** An id that begins with a name, of an optimizer on the primary that can be lost. */
  idFor(name: string): Promise<string>
  /** Suspends the replicas: later writes are on the primary only. */
  suspendReplicas(): Promise<void>
  /** Kills the primary, resumes the replicas, and waits until one of them is the primary. */
  losePrimary(): Promise<void>
  stop(): Promise<void>
}

export async function laggingSentinels(): Promise<LaggingRedis> {
  const redis = await startSentinels()
  return {
    url: redis.url,
    idFor: async (name) => name,
    suspendReplicas: () => redis.suspendReplicas(),
    async losePrimary() {
      const lost = await redis.primary()
      lost.signal('SIGKILL')
      await redis.resumeReplicas()
      await until(() => succeeds(redis.primary().then((chosen) => chosen !== lost)))
    },
    stop: () => redis.stop(),
  }
}

export async function laggingCluster(): Promise<LaggingRedis> {
  const cluster = await startCluster()
  const { nodes, servers } = cluster
  const primary = 0
  const replica = await cluster.addReplica(primary)
  return {
    url: cluster.url,
    async idFor(name) {
      for (let count = 0; ; count++) {
        const id = `${name}-${count}`
        const slot = await nodes[0]!.cluster('KEYSLOT', optimizerKey('lockstep', id))
        if ((await cluster.ownerOf(slot)) === primary) return id
      }
    },
    async suspendReplicas() {
      servers[replica]!.signal('SIGSTOP')
      await nodes[primary]!.call('CLIENT', 'KILL', 'TYPE', 'replica')
    },
    async losePrimary() {
      servers[primary]!.signal('SIGKILL')
      servers[replica]!.signal('SIGCONT')
      const role = () => withRedis(servers[replica]!.url, (redis) => redis.call('ROLE'))
      await until(() => succeeds(role().then((is) => (is as string[])[0] === 'master')))
    },
    stop: () => cluster.stop(),
  }
}
