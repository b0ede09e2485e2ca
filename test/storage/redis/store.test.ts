import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { allIndexKeys, optimizerKeys } from '../../../src/storage/redis/keys.ts'
import { startRedis } from '../../redis/server.ts'
import { connectedStore, refusedAs, storeAt } from '../../redis/store.ts'
import { succeeds, until } from '../../service.ts'
import { describeStore } from '../contract.ts'
import { startWriters } from '../writers.ts'
import { accepting, advanced, edit, registered, snapshotOf } from '../optimizers.ts'
import { allOf } from '../store_fixture.ts'

const server = await startRedis()
after(() => server.stop())

const open = () => connectedStore(server.url)

describeStore('Redis', open)

describe('the Redis store and its server', async () => {
  const store = await open()
  const admin = new Redis(server.url)
  after(async () => {
    await store.close()
    admin.disconnect()
  })

  const keysFor = async (id: string) =>
    (await admin.keys('*')).filter((key) => key.includes(`:${id}`))

  async function bytesOf(id: string): Promise<number> {
    const keys = await keysFor(id)
    assert.ok(keys.length > 0)
    const sizes = await Promise.all(keys.map((key) => admin.memory('USAGE', key, 'SAMPLES', 0)))
    return sizes.reduce((sum: number, size) => sum + (size ?? 0), 0)
  }

  it('continue after the script cache is flushed', async () => {
    await admin.script('FLUSH')
    assert.ok(await store.create(registered({ id: 'flushed' })))
  })

  it('continue while the script cache is flushed every 100 ms', async () => {
    const load = startWriters(store, 16)
    for (let flush = 0; flush < 10; flush++) {
      await sleep(100)
      await admin.script('FLUSH')
    }
    const { refusals, commits } = await load.end()
    assert.deepEqual(refusals, [])
    assert.ok(commits > 0)
  })

  it('read the changes of a long history from its floor on, and not from its beginning', async () => {
    const begun = registered({ id: 'long' })
    const revision = 100_000
    const floor = revision - 2_000
    const all = accepting(
      { ...begun, revision: floor },
      ...Array.from({ length: 2_000 }, (_, n) => edit(n)),
    )
    const history = { floor, snapshots: [snapshotOf({ ...begun, revision: floor })] }
    const record = { optimizer: all, inputs: all.pending, generations: [all.generation], history }
    const stored = (await store.restore(record, undefined))!
    const calls = async () =>
      Number(/cmdstat_evalsha:calls=(\d+)/.exec(await admin.info('commandstats'))![1])
    const before = await calls()
    assert.equal((await allOf(store.changes(stored))).length, 2_000)
    // The history, and each list of 1 024 revisions with some of them.
    assert.equal((await calls()) - before, 1 + 3)
  })

  it('refuse calls while its policy evicts keys, and continue when that is changed', async () => {
    await admin.config('SET', 'maxmemory-policy', 'volatile-ttl')
    const other = storeAt(server.url)
    after(() => other.close())
    await other.ready
    const isUnfit = refusedAs(/maxmemory-policy is volatile-ttl.*set it to noeviction/)
    await assert.rejects(other.create(registered()), isUnfit)
    await assert.rejects(other.find('any'), isUnfit)
    await assert.rejects(other.list({ limit: 1, labels: {} }), isUnfit)
    await assert.rejects(other.check(), isUnfit)
    await admin.config('SET', 'maxmemory-policy', 'noeviction')
    await until(() => succeeds(other.check().then(() => true)))
    assert.equal(await other.find('any'), undefined)
  })

  it('keep an optimizer in one key, in the slot of the index that lists it', async () => {
    const before = (await store.create(registered({ id: 'slotted' })))!
    const after = accepting(before.optimizer, edit(0.5))
    const history = { floor: 0, snapshots: [snapshotOf(after)] }
    await store.commit({ before, after, inputs: after.pending, history })
    const [key, ...others] = await keysFor('slotted')
    assert.deepEqual(others, [])
    assert.ok(await admin.exists(`lockstep:${/\{\d+\}/.exec(key!)![0]}:index`))
    await store.remove('slotted')
    assert.deepEqual(await keysFor('slotted'), [])
  })

  it('list an optimizer in the index of its bucket only, and not after its removal', async () => {
    const members = async () => {
      const counts = await Promise.all(allIndexKeys('lockstep').map((key) => admin.zcard(key)))
      return counts.reduce((sum, count) => sum + count, 0)
    }
    const before = await members()
    await store.create(registered({ id: 'listed', labels: { team: 'vision', kind: 'x' } }))
    assert.equal(await members(), before + 3)
    await store.remove('listed')
    assert.equal(await members(), before)
  })

  it('list in order if all optimizers are in one bucket', async () => {
    const { index } = optimizerKeys('lockstep', 'first')
    const all = Array.from({ length: 6_400 }, (_, n) => `one-bucket-${n}`)
    const ids = all.filter((id) => optimizerKeys('lockstep', id).index === index).sort()
    assert.ok(ids.length > 50)
    await Promise.all(ids.map((id) => store.create(registered({ id, labels: { one: 'bucket' } }))))
    for (const labels of [{}, { one: 'bucket' }]) {
      const { summaries, next } = await store.list({ limit: 40, labels, after: 'one-bucket' })
      const listed = summaries.map(({ id }) => id)
      assert.deepEqual([listed, next], [ids.slice(0, 40), ids[39]])
    }
  })

  it('use a kilobyte for an optimizer of two groups and one scheduler', async () => {
    const before = (await store.create(registered({ id: 'small' })))!
    const after = advanced(before.optimizer, 1_000)
    await store.commit({ before, after, inputs: [] })
    const bytes = await bytesOf('small')
    console.log(`# Redis keeps two groups and one scheduler in ${bytes} bytes`)
    assert.ok(bytes <= 1_024, `${bytes} bytes`)
  })

  it('use four kilobytes for it with 32 snapshots', async () => {
    const before = (await store.create(registered({ id: 'kept' })))!
    const steps = Array.from({ length: 32 }, (_, index) => (index + 1) * 2 ** 15)
    const states = steps.map((step) => advanced(before.optimizer, step))
    const history = { floor: 0, snapshots: states.map(snapshotOf) }
    await store.commit({ before, after: states.at(-1)!, inputs: [], history })
    const bytes = await bytesOf('kept')
    console.log(`# Redis keeps them with 32 snapshots in ${bytes} bytes`)
    assert.ok(bytes <= 4_096, `${bytes} bytes`)
  })

  it('write only header and values in an advance', async () => {
    const before = (await store.create(registered({ id: 'moved' })))!
    const writes: string[][] = []
    const monitor = await admin.monitor()
    monitor.on('monitor', (_time: string, command: string[], source: string) => {
      if (source === 'lua') writes.push(command)
    })
    await store.commit({ before, after: advanced(before.optimizer, 7), inputs: [] })
    await admin.ping()
    await store.check()
    monitor.disconnect()
    const fields = writes.map(([command, , ...args]) => [
      command!.toUpperCase(),
      ...args.filter((_, index) => index % 2 === 0),
    ])
    assert.deepEqual(fields, [
      ['HGET', 'h'],
      ['HSET', 'h', 'v'],
    ])
  })

  it('report a missing field of an optimizer, and not a missing optimizer', async () => {
    await store.create(registered({ id: 'halved' }))
    await admin.hdel(optimizerKeys('lockstep', 'halved').optimizer, 'd')
    await assert.rejects(store.find('halved'), /"halved": a field of its hash is missing/)
  })

  it('refuse an optimizer in the format of another version of Lockstep', async () => {
    await store.create(registered({ id: 'older' }))
    const [key] = await keysFor('older')
    const plan = await admin.hget(key!, 'p')
    await admin.hset(key!, 'p', plan!.replace('"format":6', '"format":2'))
    await assert.rejects(store.find('older'), /format 2: wanted 4 or 5 or 6/)
  })

  it('write nothing while memory is full, and still remove', async () => {
    const before = (await store.create(registered({ id: 'full' })))!
    await admin.config('SET', 'maxmemory', '1mb')
    try {
      const after = accepting(advanced(before.optimizer, 3), edit(0.5))
      const receipt = { key: 'k', request: 'r', result: '3' }
      const isFull = refusedAs(/OOM/)
      await assert.rejects(store.commit({ before, after, inputs: after.pending, receipt }), isFull)
      await assert.rejects(store.create(registered()), isFull)
      const found = (await store.find('full', before))!
      assert.equal(found, before)
      assert.equal(await store.receipt(found, 'k'), null)
      assert.equal(await store.remove('full'), true)
    } finally {
      await admin.config('SET', 'maxmemory', '0')
    }
  })
})
