import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCluster } from '../../redis/cluster.ts'
import { connectedStore, refusedAs, storeAt } from '../../redis/store.ts'
import { succeeds, until } from '../../service.ts'
import { describeStore } from '../contract.ts'
import { startWriters } from '../writers.ts'
import { registered } from '../optimizers.ts'

const cluster = await startCluster()
after(() => cluster.stop())

const open = () => connectedStore(cluster.url)

describeStore('Redis Cluster', open)

describe('the Redis store in a Cluster', async () => {
  const store = await open()
  after(() => store.close())

  /** The slots of some buckets, because most slots are empty. */
  const slotsOf = (buckets: readonly number[]) =>
    Promise.all(buckets.map((bucket) => cluster.nodes[0]!.cluster('KEYSLOT', `{${bucket}}`)))

  it('continues without an error while slots are moved there and back', async () => {
    for (let each = 0; each < 500; each++) await store.create(registered())
    const load = startWriters(store, 32)
    const slots = await slotsOf([0, 7, 21, 42, 63])
    let [moves, keys] = [0, 0]
    for (let round = 0; round < 3; round++) {
      for (const slot of slots) {
        keys += await cluster.move(slot, ((await cluster.ownerOf(slot)) + 1) % 3)
        moves++
      }
    }
    const { commits, creations, refusals } = await load.end()
    console.log(`# ${moves} slots moved, ${keys} keys, among ${commits} commits, ${creations} new`)
    assert.deepEqual(refusals, [])
    assert.ok(keys > 0 && commits > 0)
  })

  it('continues when slots are moved to a new node, and refuses only while it connects', async () => {
    const place = await cluster.add()
    const slots = await slotsOf([1, 8, 22, 43])
    const first = startWriters(store, 32)
    for (const slot of slots) await cluster.move(slot, place)
    const { commits, refusals } = await first.end()
    console.log(`# a node was added among ${commits} commits: ${refusals.length} refused`)
    assert.ok(refusals.every((reason) => /connection (is closed|was lost)/i.test(reason)))
    const second = startWriters(store, 32)
    for (const slot of slots) await cluster.move(slot, 0)
    assert.deepEqual((await second.end()).refusals, [])
  })

  it('continues while the script caches are flushed every 100 ms', async () => {
    const load = startWriters(store, 16)
    for (let flush = 0; flush < 10; flush++) {
      await sleep(100)
      await Promise.all(cluster.nodes.map((node) => node.script('FLUSH')))
    }
    const { refusals, commits } = await load.end()
    assert.deepEqual(refusals, [])
    assert.ok(commits > 0)
  })

  it('refuses all calls while the policy of one node evicts keys, and says what to set', async () => {
    await cluster.nodes[1]!.config('SET', 'maxmemory-policy', 'allkeys-lru')
    const other = storeAt(cluster.url)
    after(() => other.close())
    await other.ready
    await assert.rejects(
      other.find('any'),
      refusedAs(/maxmemory-policy is allkeys-lru.*noeviction/),
    )
    await cluster.nodes[1]!.config('SET', 'maxmemory-policy', 'noeviction')
    await until(() => succeeds(other.check().then(() => true)))
    assert.equal(await other.find('any'), undefined)
  })
})
