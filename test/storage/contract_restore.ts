import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { firstGeneration } from '../../src/core/optimizer/generation.ts'
import type { Optimizer } from '../../src/core/optimizer/optimizer.ts'
import type { FullRecord } from '../../src/core/history/full_record.ts'
import type { Stored } from '../../src/storage/store.ts'
import type { Open } from './contract.ts'
import { allOf, refusesNotFound, storeFixture } from './store_fixture.ts'
import {
  accepting,
  advanced,
  decided,
  edit,
  NOW,
  registered,
  withScheduleState,
  restarted,
  comparable,
  snapshotOf,
} from './optimizers.ts'

/** The full record of an optimizer that was restarted between two decisions. */
function recordOf(begun: Optimizer = withScheduleState()): FullRecord {
  const early = accepting(begun, edit(0.5), decided('loss', 1, 0.1))
  const optimizer = accepting(restarted(early), decided('loss', 1, 0.2), edit(0.6))
  return {
    optimizer,
    inputs: optimizer.pending,
    generations: [firstGeneration(NOW), optimizer.generation],
    history: { floor: 0, snapshots: [snapshotOf(begun), snapshotOf(advanced(begun, 3))] },
  }
}

/** The contract of restoring a full record. */
export function describeRestore(name: string, open: Open): void {
  describe(`restoring to the ${name} store`, async () => {
    const { store, created, commit, committed, found } = await storeFixture(open)

    async function assertIsStored(stored: Stored, record: FullRecord) {
      const { optimizer, inputs, generations, history } = record
      const read = await found(optimizer.id)
      assert.deepEqual(read.version, stored.version)
      assert.deepEqual(comparable(read.optimizer), comparable(optimizer))
      assert.deepEqual(await allOf(store.inputs(read, { after: 0, through: Infinity })), inputs)
      const changes = inputs.filter(({ kind }) => kind !== 'metric_decided')
      assert.deepEqual(await allOf(store.changes(read)), changes)
      assert.deepEqual(await store.generations(read), generations)
      const kept = await store.history(read)
      const steps = ({ snapshots }: FullRecord['history']) => snapshots.map(({ step }) => step)
      assert.deepEqual(steps(kept), steps(history))
      assert.deepEqual(
        kept.snapshots.at(-1)!.open().state.values,
        history.snapshots.at(-1)!.open().state.values,
      )
      for (const generation of [1, 2]) {
        const wanted = { metric: 'loss', step: 1, generations: [generation] }
        const [decision] = await store.decisions(read, wanted)
        assert.equal(decision!.value, generation / 10)
      }
    }

    it('stores the full record of a new optimizer, which can continue', async () => {
      const record = recordOf()
      const stored = (await store.restore(record, undefined))!
      await assertIsStored(stored, record)
      const next = await committed(stored, accepting(stored.optimizer, edit(0.7)))
      assert.equal((await allOf(store.changes(next))).length, 3)
    })

    it('replaces the optimizer that was read, of which nothing is left', async () => {
      const before = await created(registered())
      const old = await committed(before, accepting(before.optimizer, edit(1), edit(2)), {
        receipt: { key: 'k', request: 'r', result: '0' },
      })
      const begun = { ...withScheduleState(), id: before.optimizer.id }
      const record = recordOf(begun)
      const stored = (await store.restore(record, old))!
      await assertIsStored(stored, record)
      assert.equal(await store.receipt(stored, 'k'), null)
      await assert.rejects(store.receipt(old, 'k'), refusesNotFound(before.optimizer.id))
      assert.equal(await commit(old, advanced(old.optimizer, 1)), undefined)
    })

    it('refuses to replace another optimizer than the one that was read', async () => {
      const before = await created()
      const moved = await committed(before, advanced(before.optimizer, 5))
      const record = recordOf({ ...withScheduleState(), id: before.optimizer.id })
      assert.equal(await store.restore(record, before), undefined)
      assert.equal(await store.restore(record, undefined), undefined)
      assert.deepEqual((await found(before.optimizer.id)).version, moved.version)
      await store.remove(before.optimizer.id)
      assert.equal(await store.restore(record, moved), undefined)
      assert.equal(await store.find(before.optimizer.id), undefined)
    })

    it('keeps a first generation that differs from that of a registration', async () => {
      const record = recordOf()
      const first = { ...firstGeneration('2020-01-01T00:00:00.000Z'), worldSize: 4 }
      const [, second] = record.generations
      const stored = (await store.restore({ ...record, generations: [first, second!] }, undefined))!
      assert.deepEqual((await store.generations(stored))[0], first)
    })

    it('lists it with its new labels', async () => {
      const run = randomUUID()
      const before = await created()
      const { id } = before.optimizer
      const record = recordOf({
        ...registered({
          id,
          labels: { run },
          schedulers: withScheduleState().definition.schedulers,
        }),
      })
      await store.restore(record, before)
      const { summaries } = await store.list({ limit: 10, labels: { run } })
      assert.deepEqual(
        summaries.map(({ id: listed, generation }) => [listed, generation]),
        [[id, 2]],
      )
    })
  })
}
