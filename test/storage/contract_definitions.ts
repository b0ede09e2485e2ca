import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import type { Optimizer } from '../../src/core/optimizer/optimizer.ts'
import type { Open } from './contract.ts'
import { refusesNotFound, storeFixture } from './store_fixture.ts'
import { accepting, advanced, comparable, edit, registered } from './optimizers.ts'

/** The contract of definitions that change, and of registrations as they were sent. */
export function describeDefinitions(name: string, open: Open): void {
  describe(`the definitions of the ${name} store`, async () => {
    const { store, created, commit, committed, found } = await storeFixture(open)
    const labelled = (optimizer: Optimizer, labels: Record<string, string>): Optimizer => ({
      ...optimizer,
      definition: { ...optimizer.definition, labels },
    })
    const idsWith = async (labels: Record<string, string>) =>
      (await store.list({ limit: 10, labels })).summaries.map(({ id }) => id)

    it('change their labels, by which the list finds them', async () => {
      const run = randomUUID()
      const before = await created(registered({ labels: { run, kind: 'x' } }))
      const { id } = before.optimizer
      const after = labelled(before.optimizer, { run, team: run })
      const written = await committed(before, after)
      assert.deepEqual((await found(id)).optimizer.definition.labels, { run, team: run })
      assert.deepEqual(await idsWith({ run, kind: 'x' }), [])
      assert.deepEqual(await idsWith({ run, team: run }), [id])
      const [summary] = (await store.list({ limit: 1, labels: { run } })).summaries
      assert.deepEqual(summary!.labels, { run, team: run })
      await committed(written, labelled(written.optimizer, {}))
      assert.deepEqual(await idsWith({ run }), [])
      await store.remove(id)
      assert.deepEqual(await idsWith({ team: run }), [])
    })

    it('change in the same commit as inputs and values', async () => {
      const run = randomUUID()
      const before = await created(registered({ labels: { run } }))
      const { id } = before.optimizer
      const accepted = accepting(advanced(before.optimizer, 9), edit(0.5))
      const after = labelled(accepted, { run, kind: 'y' })
      await committed(before, after)
      const read = await found(id)
      assert.deepEqual(comparable(read.optimizer), comparable(after))
      assert.deepEqual(await idsWith({ run, kind: 'y' }), [id])
    })

    it('do not change where another writer was first', async () => {
      const run = randomUUID()
      const before = await created(registered({ labels: { run, kind: 'x' } }))
      await committed(before, advanced(before.optimizer, 3))
      const after = labelled(before.optimizer, { run, kind: 'y' })
      assert.equal(await commit(before, after), undefined)
      assert.deepEqual(await idsWith({ run, kind: 'x' }), [before.optimizer.id])
      assert.deepEqual(await idsWith({ run, kind: 'y' }), [])
    })

    it('keep the text of the registration, of each registration its own', async () => {
      const text = '{"groups":[{"name":"naïve ☃","lr":1e-1}]}'
      const stored = (await store.create(registered(), text))!
      assert.equal(await store.registration(stored), text)
      const sealed = await committed(stored, advanced(stored.optimizer, 3))
      assert.equal(await store.registration(sealed), text)
      await store.remove(stored.optimizer.id)
      const gone = refusesNotFound(stored.optimizer.id)
      await assert.rejects(store.registration(stored), gone)
      const again = (await store.create(stored.optimizer))!
      assert.equal(await store.registration(again), undefined)
    })
  })
}
