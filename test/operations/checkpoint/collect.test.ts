import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { RevisionRange, Store } from '../../../src/storage/store.ts'
import { appOn, RUN } from '../../app.ts'
import { startRedis } from '../../redis/server.ts'
import { connectedStore } from '../../redis/store.ts'
import { sqliteFile } from '../../sqlite_file.ts'

const redis = await startRedis()
after(() => redis.stop())
const onDisk = await sqliteFile()

/** Steps on either side of a snapshot, an edit or a resume step. */
const SAMPLES = [0, 1, 1_024, 1_025, 2_000, 2_499, 2_500, 2_501, 3_000, 3_072, 4_000]

/** Whether the last inputs are read: a load compares them with what this process has seen. */
const areLastInputs = ([, range]: readonly unknown[]): boolean => {
  const { after, through } = (range ?? {}) as Partial<RevisionRange>
  return after !== undefined && through! <= after + 2
}

/** A store that runs an action before the next call of a method, or before each of several. */
function interruptible(store: Store) {
  let planned: { name: keyof Store; act: () => Promise<void> } | undefined
  let times = 0
  const interrupted = new Proxy(store, {
    get: (target, name: keyof Store) => {
      const method = Reflect.get(target, name) as ((...given: unknown[]) => unknown) | boolean
      if (typeof method !== 'function') return method
      const interrupt = async () => {
        const act = planned?.name === name ? planned.act : undefined
        if (act && --times === 0) planned = undefined
        await act?.()
      }
      if (name === 'inputs' || name === 'changes') {
        return async function* (...given: unknown[]) {
          if (!areLastInputs(given)) await interrupt()
          yield* method.apply(target, given) as ReturnType<Store['inputs']>
        }
      }
      return async (...given: unknown[]) => {
        await interrupt()
        return method.apply(target, given)
      }
    },
  })
  return {
    store: interrupted,
    before: (name: keyof Store, act: () => Promise<void>, often = 1) => {
      planned = { name, act }
      times = often
    },
    isDone: () => planned === undefined,
  }
}

for (const [name, open] of [
  ['SQLite', async () => onDisk()],
  ['Redis', async () => connectedStore(redis.url)],
] as const) {
  describe(`a checkpoint in ${name} that is read during concurrent writes`, async () => {
    const { store, before, isDone } = interruptible(await open())
    const settings = { maxHistory: 10 }
    const [here, there] = [
      await appOn(store, undefined, settings),
      await appOn(await open(), undefined, settings),
    ]
    let count = 0

    const groupsAt = async (url: string, step: number) => {
      const { status, body } = await there.send('GET', `${url}/lr?step=${step}`)
      assert.equal(status, 200, JSON.stringify(body))
      return body.groups
    }

    /** An optimizer with two generations, some inputs, and snapshots of both. */
    async function createOptimizer() {
      const url = `/v1/optimizers/torn-${++count}`
      const { send } = there
      const step = (wanted: number) => send('POST', `${url}/steps`, { step: wanted })
      const edit = (lr: number) => send('POST', `${url}/edits`, { set: { lr } })
      const restart = (key: string, resume_step: number) =>
        send('PUT', `${url}/generations/${key}`, { resume_step })
      await send('PUT', url, RUN)
      for (const k of [1, 2, 3]) {
        await edit(1 / k)
        await step(k * 1_024)
      }
      await restart('second', 2_500)
      await edit(0.25)
      await step(4_000)
      const returned = new Map<number, unknown>()
      for (const k of SAMPLES) returned.set(k, await groupsAt(url, k))
      return { url, returned, step, edit, restart }
    }
    type CreatedOptimizer = Awaited<ReturnType<typeof createOptimizer>>

    const WRITES: Record<string, (begun: CreatedOptimizer) => Promise<void>> = {
      'advances past the next snapshots': async ({ step }) => {
        await step(9_000)
      },
      'edits and advances past the next snapshots': async ({ step, edit }) => {
        await edit(0.125)
        await step(9_000)
      },
      'opens a generation': async ({ restart }) => {
        await restart('third', 3_000)
      },
      'compacts the loaded inputs': async ({ step, edit }) => {
        for (let k = 5; k <= 60; k++) {
          await edit(1 / k)
          await step(k * 1_024)
        }
      },
    }

    it('is refused if a part of it is compacted during each attempt, and succeeds later', async () => {
      const { url, step, edit } = await createOptimizer()
      let k = 0
      const advanceFar = async () => {
        await edit(1 / ++k)
        // So far apart that each takes a snapshot, and none is thinned.
        await step(k * 8_192)
      }
      for (let more = 0; more < 12; more++) await advanceFar()
      before('inputs', advanceFar, 20)
      const { status, body } = await here.send('GET', `${url}/state`)
      assert.deepEqual([status, body.code, body.retryable], [503, 'too_many_writers', true])
      assert.equal((await here.send('GET', `${url}/state`)).status, 200)
    })

    for (const [what, write] of Object.entries(WRITES)) {
      for (const read of ['history', 'inputs', 'generations'] as const) {
        it(`can be restored if another process ${what} before its ${read} are read`, async () => {
          const optimizer = await createOptimizer()
          const { url, returned } = optimizer
          before(read, () => write(optimizer))
          const { body: document } = await here.send('GET', `${url}/state`)
          assert.ok(isDone())
          const copy = `${url}-copy`
          const { status, body } = await here.send('PUT', `${copy}/state`, document)
          assert.equal(status, 200, JSON.stringify(body))
          const { sealed_through, record } = document
          const steps = (record.history.snapshots as [number, number][]).map(([, step]) => step)
          assert.ok(Math.max(...steps) <= sealed_through)
          const from = record.history.floor === 0 ? 0 : Math.min(...steps)
          for (const [step, groups] of returned) {
            if (step < from || step > sealed_through) continue
            assert.deepEqual(await groupsAt(copy, step), groups, `step ${step}`)
          }
          if (returned.has(sealed_through)) return
          const last = await groupsAt(copy, sealed_through)
          assert.deepEqual(last, await groupsAt(url, sealed_through))
        })
      }
    }
  })
}
