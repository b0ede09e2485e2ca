import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort, IN_MEMORY, startRedis, type RedisServer } from './server.ts'
import { until } from '../service.ts'

/** A Redis Cluster for tests, with three primaries. */
export interface RedisCluster {
  readonly url: string
  /** A connection to each node, by its index. */
  readonly nodes: readonly Redis[]
  /** The index of the node that owns a slot. */
  ownerOf(slot: number): Promise<number>
  /** Moves a slot to a node, key by key, as resharding does. Returns the number of keys. */
  move(slot: number, to: number): Promise<number>
  /** Adds a node without slots, and returns its index. */
  add(): Promise<number>
  /** Adds a replica of a node, waits until it is replicating, and returns its index. */
  addReplica(of: number): Promise<number>
  /** The process of each node, by its index. */
  readonly servers: readonly RedisServer[]
  stop(): Promise<void>
}

const SLOTS = 16_384
const PRIMARIES = 3
/** How many keys are moved at a time: the default of redis-cli. */
const KEYS_PER_MOVE = 10
/** The pause between keys, so that for some time they are on two nodes. */
const PAUSE_MS = 10
/** A node whose last slot has moved away remains a primary. */
const NODE_OPTIONS = [
  ...IN_MEMORY,
  '--repl-diskless-sync-delay',
  '0',
  '--cluster-node-timeout',
  '2000',
  '--cluster-allow-replica-migration',
  'no',
]

/** Starts three primaries that share the slots. */
export async function startCluster(...options: string[]): Promise<RedisCluster> {
  const servers: RedisServer[] = []
  const nodes: Redis[] = []
  const ids: string[] = []

  async function launch(): Promise<number> {
    // The default port of the bus, the server's plus 10 000, may not exist.
    const bus = await freePort()
    const own = ['--cluster-enabled', 'yes', '--cluster-port', `${bus}`, ...NODE_OPTIONS]
    const server = await startRedis(...own, ...options)
    servers.push(server)
    const node = new Redis(server.url)
    node.on('error', () => {})
    nodes.push(node)
    ids.push((await node.call('CLUSTER', 'MYID')) as string)
    for (const other of nodes.slice(0, -1)) {
      await other.call('CLUSTER', 'MEET', '127.0.0.1', server.port, bus)
    }
    return nodes.length - 1
  }

  async function agree(): Promise<void> {
    const agrees = async (node: Redis) => {
      const info = await node.cluster('INFO')
      return info.includes('state:ok') && info.includes(`known_nodes:${nodes.length}`)
    }
    await until(async () => (await Promise.all(nodes.map(agrees))).every(Boolean))
  }

  async function stop(): Promise<void> {
    nodes.forEach((node) => node.disconnect())
    await Promise.all(servers.map((server) => server.stop()))
  }

  async function ownerOf(slot: number): Promise<number> {
    const ranges = await nodes[0]!.cluster('SLOTS')
    const [, , primary] = ranges.find(([from, to]) => slot >= from && slot <= to)!
    return servers.findIndex(({ port }) => port === primary![1])
  }

  async function move(slot: number, to: number): Promise<number> {
    const from = await ownerOf(slot)
    await nodes[to]!.cluster('SETSLOT', slot, 'IMPORTING', ids[from]!)
    await nodes[from]!.cluster('SETSLOT', slot, 'MIGRATING', ids[to]!)
    let moved = 0
    for (;;) {
      const keys = await nodes[from]!.cluster('GETKEYSINSLOT', slot, KEYS_PER_MOVE)
      if (keys.length === 0) break
      const { port } = servers[to]!
      await nodes[from]!.call('MIGRATE', '127.0.0.1', port, '', 0, 1_000, 'KEYS', ...keys)
      moved += keys.length
      await sleep(PAUSE_MS)
    }
    // The new owner first: otherwise it would redirect clients back in the meantime.
    for (const place of new Set([to, from, ...nodes.keys()])) {
      await nodes[place]!.cluster('SETSLOT', slot, 'NODE', ids[to]!)
    }
    return moved
  }

  try {
    for (let place = 0; place < PRIMARIES; place++) await launch()
    const share = Math.ceil(SLOTS / PRIMARIES)
    for (const [place, node] of nodes.entries()) {
      const last = Math.min(SLOTS, (place + 1) * share) - 1
      await node.call('CLUSTER', 'ADDSLOTSRANGE', place * share, last)
    }
    await agree()
  } catch (error) {
    await stop()
    throw error
  }
  async function add(): Promise<number> {
    const place = await launch()
    await agree()
    return place
  }

  return {
    url: `redis-cluster://${servers.map(({ port }) => `127.0.0.1:${port}`).join()}`,
    nodes,
    servers,
    ownerOf,
    move,
    add,
    async addReplica(of) {
      const place = await add()
      await nodes[place]!.call('CLUSTER', 'REPLICATE', ids[of]!)
      const isOnline = async () => (await nodes[of]!.info('replication')).includes('state=online')
      await until(isOnline)
      return place
    },
    stop,
  }
}
