import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Snapshot } from '../../src/core/history/snapshot.ts'
import type { Commit, Stored } from '../../src/storage/store.ts'
import type { Open } from './contract.ts'
import { refusesNotFound, storeFixture } from './store_fixture.ts'
import { advanced, registered, restarted, snapshotOf } from './optimizers.ts'

const GENERATIONS = 100

/** The contract of the first snapshots of generations, which are stored apart from the history. */
export function describeFirstSnapshots(name: string, open: Open): void {
  describe(`first snapshots of generations in the ${name} store`, async () => {
    const { store, created, committed } = await storeFixture(open)

    /** An optimizer that was restarted after each step, with a regular snapshot of each 40th. */
    async function restartedOften(): Promise<Stored> {
      let stored = await created(registered())
      let regular: readonly Snapshot[] = []
      for (let number = 2; number <= GENERATIONS; number++) {
        const opened = restarted(advanced(stored.optimizer, number))
        if (number % 40 === 0) regular = [...regular, snapshotOf(opened)]
        stored = await committed(stored, opened, {
          history: { floor: 0, snapshots: regular },
          firstSnapshots: number % 40 === 0 ? [] : [snapshotOf(opened)],
        })
      }
      return stored
    }

    const generationsIn = async (stored: Stored, firstsOf?: readonly number[]) =>
      (await store.history(stored, firstsOf)).snapshots.map(({ generation }) => generation)

    /** A commit that changes nothing but the stored past. */
    const change = (stored: Stored, more: Partial<Commit>) =>
      committed(stored, { ...stored.optimizer }, more)

    it('are returned with the history for the named generations, in order', async () => {
      const stored = await restartedOften()
      assert.deepEqual(await generationsIn(stored), [40, 80])
      for (const number of [2, 31, 32, 33, 63, 64, 100]) {
        const found = await generationsIn(stored, [number])
        assert.ok(found.includes(number), `${number}: ${found.join()}`)
        assert.ok(found.length < 40, `${found.length}`)
      }
      const all = Array.from({ length: GENERATIONS - 1 }, (_, index) => index + 2)
      assert.deepEqual(await generationsIn(stored, all), all)
      const { snapshots } = await store.history(stored, [50])
      const first = snapshots.find(({ generation }) => generation === 50)!
      assert.deepEqual([first.step, first.open().state.step], [50, 50])
    })

    it('are added in one commit, whatever their number', async () => {
      const before = await created(registered())
      const snapshots = Array.from({ length: 70 }, (_, index) => ({
        ...snapshotOf(advanced(before.optimizer, index + 2)),
        generation: index + 2,
      }))
      const some = await change(before, { firstSnapshots: snapshots.slice(0, 5) })
      const rest = await change(some, { firstSnapshots: snapshots.slice(5) })
      const numbers = snapshots.map(({ generation }) => generation)
      assert.deepEqual(await generationsIn(rest, numbers), numbers)
    })

    it('below the floor are gone', async () => {
      const stored = await restartedOften()
      const revisions = (await store.history(stored, [50])).snapshots
      const floor = revisions.find(({ generation }) => generation === 50)!.revision
      const later = await change(stored, {
        history: { floor, snapshots: [] },
        deletedFirsts: { after: 0, through: 49 },
      })
      const all = Array.from({ length: GENERATIONS }, (_, index) => index + 1)
      const kept = all.filter((number) => number >= 50 && number % 40 !== 0)
      assert.deepEqual(await generationsIn(later, all), kept)
      const last = await change(later, {
        history: { floor: later.optimizer.revision + 1, snapshots: [] },
        deletedFirsts: { after: 48, through: GENERATIONS },
      })
      assert.deepEqual(await generationsIn(last, all), [])
    })

    it('are removed with their optimizer', async () => {
      const stored = await restartedOften()
      const { id } = stored.optimizer
      await store.remove(id)
      await assert.rejects(store.history(stored, [50]), refusesNotFound(id))
      const again = await created(registered({ id }))
      assert.deepEqual(await generationsIn(again, [2, 50]), [])
      const late = { before: stored, after: stored.optimizer, inputs: [] }
      const snapshot = snapshotOf(stored.optimizer)
      assert.equal(await store.commit({ ...late, firstSnapshots: [snapshot] }), undefined)
    })

    it('of a commit that another writer overtook are not written', async () => {
      const before = await created(registered())
      const snapshot = { ...snapshotOf(before.optimizer), generation: 2 }
      const other = await change(before, {})
      const late = { before, after: before.optimizer, inputs: [], firstSnapshots: [snapshot] }
      assert.equal(await store.commit(late), undefined)
      assert.deepEqual(await generationsIn(other, [2]), [])
    })
  })
}
