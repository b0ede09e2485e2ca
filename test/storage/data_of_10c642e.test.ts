import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Redis } from 'ioredis'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { appOn } from '../app.ts'
import { startRedis } from '../redis/server.ts'
import { connectedStore } from '../redis/store.ts'

// Data of a service that sealed step 0 at the registration, and constructed every scheduler again
// on a group that was added later: test/golden/10c642e/write.py.

interface Recorded {
  readonly revision: number
  readonly generation: number
  readonly step: number
  readonly sealed_through: number
  readonly groups: object[]
  readonly state: object
}

const golden = async (name: string) => gunzipSync(await readFile(`test/golden/10c642e/${name}.gz`))
const expected = JSON.parse((await golden('expected.json')).toString()) as Record<string, Recorded>
const LAST = 60

const directory = await mkdtemp(join(tmpdir(), 'lockstep-10c642e-'))
after(() => rm(directory, { recursive: true }))

const [server, stored] = await Promise.all([startRedis(), startRedis()])
after(() => Promise.all([server.stop(), stored.stop()]))

type Send = Awaited<ReturnType<typeof appOn>>['send']

const groupsOf = async (send: Send, url: string) => {
  const series = await send('GET', `${url}/lr?from=0&to=${LAST}&hyperparameters=lr,momentum`)
  assert.equal(series.status, 200, JSON.stringify(series.body))
  return series.body.groups as object[]
}

/** The file as it was written, opened by this version. */
async function storedFile() {
  const path = join(directory, 'lockstep.db')
  await writeFile(path, await golden('lockstep.db'))
  return sqliteStore(path)
}

/** A Redis with the keys as they were written: test/golden/10c642e/read_redis.ts. */
async function storedKeys() {
  const content = JSON.parse((await golden('redis.json')).toString()) as Record<string, string[]>
  const redis = new Redis(stored.url)
  for (const [key, [type, ...pairs]] of Object.entries(content)) {
    const bytes = pairs.map((each) => Buffer.from(each, 'base64'))
    await (type === 'hash' ? redis.hset(key, ...bytes) : redis.zadd(key, ...scored(bytes)))
  }
  redis.disconnect()
  return connectedStore(stored.url)
}

/** The reply of ZRANGE as arguments of ZADD, which wants each score first. */
const scored = (bytes: readonly Buffer[]) =>
  bytes.map((_, index) => bytes[index % 2 === 0 ? index + 1 : index - 1]!)

for (const [name, open] of [
  ['SQLite', storedFile],
  ['Redis', storedKeys],
] as const) {
  describe(`an optimizer that 10c642e stored on ${name}`, async () => {
    const { send } = await appOn(await open())

    for (const [id, recorded] of Object.entries(expected)) {
      const url = `/v1/optimizers/${id}`
      it(`${id} has the values of then, sealed and later ones`, async () => {
        assert.deepEqual(await groupsOf(send, url), recorded.groups)
        const { revision, generation, step, sealed_through } = (await send('GET', url)).body
        const { groups: _groups, state: _state, ...counters } = recorded
        assert.deepEqual({ revision, generation, step, sealed_through }, counters)
      })

      it(`${id} accepts no change at a sealed step, and goes on with the same values`, async () => {
        const edit = { set: { lr: 1 }, at_step: recorded.sealed_through }
        assert.equal((await send('POST', `${url}/edits`, edit)).body.code, 'step_sealed')
        if (id === 'plateau') return
        assert.equal((await send('POST', `${url}/steps`, { step: LAST })).status, 200)
        assert.deepEqual(await groupsOf(send, url), recorded.groups)
      })
    }

    it('is listed', async () => {
      const { body } = await send('GET', '/v1/optimizers?limit=100')
      const listed = (body.optimizers as { id: string }[]).map(({ id }) => id)
      assert.deepEqual(listed.toSorted(), Object.keys(expected).toSorted())
    })
  })
}

for (const [name, open] of [
  ['SQLite', async () => sqliteStore(':memory:')],
  ['Redis', () => connectedStore(server.url)],
] as const) {
  describe(`a checkpoint that 10c642e wrote, restored on ${name}`, async () => {
    const { send } = await appOn(await open())
    for (const [id, { state, groups, sealed_through }] of Object.entries(expected)) {
      it(`${id} has the values of then`, async () => {
        const url = `/v1/optimizers/${id}`
        const restored = await send('PUT', `${url}/state`, JSON.stringify(state))
        assert.equal(restored.status, 200, JSON.stringify(restored.body))
        assert.equal(restored.body.sealed_through, sealed_through)
        assert.deepEqual(await groupsOf(send, url), groups)
      })
    }
  })
}
