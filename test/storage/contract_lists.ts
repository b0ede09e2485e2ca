import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Open } from './contract.ts'
import { storeFixture } from './store_fixture.ts'
import { accepting, advanced, edit, registered } from './optimizers.ts'

/** The contract of the list of optimizers. */
export function describeLists(name: string, open: Open): void {
  describe(`the list of the ${name} store`, async () => {
    const { store, created, committed } = await storeFixture(open)

    it('is in the order of ids, in pages', async () => {
      const run = randomUUID()
      const ids = ['a', 'a.b', 'a-b', 'b', 'B', '0'].map((suffix) => `${run}${suffix}`)
      for (const id of ids) await created(registered({ id, labels: { run } }))
      const labels = { run }
      const first = await store.list({ limit: 4, labels })
      const rest = await store.list({ limit: 4, labels, after: first.next })
      const listed = [...first.summaries, ...rest.summaries].map(({ id }) => id)
      assert.deepEqual(listed, ids.toSorted())
      assert.deepEqual([first.next, rest.next], [listed[3], undefined])
    })

    it('has the optimizers with all requested labels, and their counters', async () => {
      const run = randomUUID()
      const both = await created(registered({ labels: { run, kind: 'x' } }))
      await created(registered({ labels: { run } }))
      await committed(both, accepting(advanced(both.optimizer, 9), edit(0.5)))
      const { summaries } = await store.list({ limit: 10, labels: { run, kind: 'x' } })
      const [only, ...others] = summaries
      assert.deepEqual(others, [])
      const { id, createdAt } = both.optimizer
      const counters = { revision: 2, generation: 1, cursor: 9, sealedThrough: 9 }
      assert.deepEqual({ ...only }, { id, createdAt, labels: { run, kind: 'x' }, ...counters })
    })

    it('has all of many optimizers, in pages, for any labels', async () => {
      const run = randomUUID()
      const labelsOf = (n: number) => ({
        ...{ run, half: `${n % 2}`, third: `${n % 3}` },
        ...(n === 77 ? { only: 'one' } : {}),
      })
      const ids = Array.from({ length: 200 }, (_, n) => `${run}-${n}`)
      await Promise.all(ids.map((id, n) => created(registered({ id, labels: labelsOf(n) }))))
      for (const wanted of [
        {},
        { half: '1' },
        { third: '2', half: '0' },
        { only: 'one', half: '1' },
        { only: 'one', half: '0' },
        { half: '2' },
      ]) {
        const labels = { run, ...wanted }
        const listed: string[] = []
        let after: string | undefined
        do {
          const page = await store.list({ limit: 7, labels, after })
          assert.ok(page.summaries.length <= 7)
          listed.push(...page.summaries.map(({ id }) => id))
          after = page.next
        } while (after !== undefined)
        const fits = (n: number) => isDeepStrictEqual({ ...labelsOf(n), ...labels }, labelsOf(n))
        assert.deepEqual(listed, ids.filter((_, n) => fits(n)).sort())
      }
    })

    it('begins after any id, existing or not', async () => {
      const run = randomUUID()
      const ids = ['b', 'd', 'f'].map((suffix) => `${run}${suffix}`)
      for (const id of ids) await created(registered({ id, labels: { run } }))
      for (const labels of [{ run }, {}]) {
        for (const [after, first] of [
          ['a', 0],
          ['b', 1],
          ['c', 1],
          ['d', 2],
        ] as const) {
          const { summaries } = await store.list({ limit: 1, labels, after: run + after })
          assert.deepEqual(
            summaries.map(({ id }) => id),
            ids.slice(first, first + 1),
          )
        }
      }
    })

    it('has no removed optimizer', async () => {
      const run = randomUUID()
      const { optimizer } = await created(registered({ labels: { run } }))
      await store.remove(optimizer.id)
      const { summaries } = await store.list({ limit: 10, labels: { run } })
      assert.deepEqual(summaries, [])
    })

    it('has an optimizer that was registered again under its new labels', async () => {
      const [run, id] = [randomUUID(), randomUUID()]
      await created(registered({ id, labels: { run, kind: 'x' } }))
      await store.remove(id)
      await created(registered({ id, labels: { run, kind: 'y' } }))
      const found = async (kind: string) =>
        (await store.list({ limit: 10, labels: { run, kind } })).summaries.map((each) => each.id)
      assert.deepEqual([await found('x'), await found('y')], [[], [id]])
    })

    it('has an optimizer whose id looks like a key', async () => {
      const run = randomUUID()
      for (const id of ['index', 'optimizer']) await created(registered({ id, labels: { run } }))
      const { summaries } = await store.list({ limit: 10, labels: { run } })
      assert.deepEqual(
        summaries.map(({ id }) => id),
        ['index', 'optimizer'],
      )
    })
  })
}
