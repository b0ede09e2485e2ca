import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Stored } from '../../src/storage/store.ts'
import { versionBytes } from '../../src/storage/encoding/version.ts'
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
  comparable,
  wide,
} from './optimizers.ts'

/** The contract of creating, committing and finding. */
export function describeCommits(name: string, open: Open): void {
  describe(`the ${name} store`, async () => {
    const { store, created, commit, committed, found } = await storeFixture(open)

    it('returns the created optimizer, to the bit', async () => {
      const { optimizer, version } = await created(registered({ labels: { team: 'vision' } }))
      const read = await found(optimizer.id)
      assert.deepEqual(comparable(read.optimizer), comparable(optimizer))
      assert.deepEqual(read.version, version)
    })

    it('finds nothing for an unregistered id', async () => {
      assert.equal(await store.find('unregistered'), undefined)
      assert.equal(await store.remove('unregistered'), false)
    })

    it('has one clock, that of its server, for any id', async () => {
      const before = Date.now()
      const times = [await store.time('unregistered'), await store.time('a'), Date.now()]
      for (const time of times) assert.ok(Number.isInteger(time))
      // The servers of the tests are on this host, whose clock may be set meanwhile, but not by much.
      assert.ok(Math.abs(times[0]! - before) < 5_000, `${times[0]} after ${before}`)
      assert.ok(times[0]! <= times[1]! && times[1]! <= times[2]! + 1)
    })

    it('creates an id once', async () => {
      const { optimizer } = await created()
      assert.equal(await store.create(optimizer), undefined)
    })

    it('commits the changed state, and finds it again', async () => {
      const before = await created()
      const written = await committed(before, advanced(before.optimizer, 25))
      const read = await found(before.optimizer.id)
      assert.deepEqual(comparable(read.optimizer), comparable(written.optimizer))
      assert.deepEqual([...read.optimizer.state.values], [0.0010000000000000002, 0.9, 0.0001, 0.9])
      assert.deepEqual(read.version, written.version)
    })

    it('seals many optimizers in one call, each to the bit and independently', async () => {
      const removed = await created()
      // So wide that the lengths of their values take one, two and three bytes.
      const moving = await Promise.all([created(), created(wide(40)), created(wide(9_000))])
      const late = await created(wide(3))
      await store.remove(removed.optimizer.id)
      await committed(late, advanced(late.optimizer, 3))
      // Each written one follows one that is not written, or a longer one.
      const [narrow, wider, widest] = moving
      const moves = [removed, widest, late, wider, narrow].map((before) => ({
        before,
        after: advanced(before.optimizer, 25),
      }))
      const outcomes = await store.seal(moves)
      assert.deepEqual([outcomes[0], outcomes[2]], [undefined, undefined])
      for (const written of [outcomes[1], outcomes[3], outcomes[4]] as Stored[]) {
        const read = await found(written.optimizer.id)
        assert.deepEqual(comparable(read.optimizer), comparable(written.optimizer))
        assert.deepEqual(read.version, written.version)
        await committed(written, advanced(written.optimizer, 26))
      }
      assert.equal(await store.find(removed.optimizer.id), undefined)
      assert.equal((await found(late.optimizer.id)).optimizer.sealedThrough, 3)
    })

    it('seals more in one call than any commit batch has', async () => {
      const many = await Promise.all(Array.from({ length: 600 }, () => created()))
      const moves = many.map((before) => ({ before, after: advanced(before.optimizer, 2) }))
      const outcomes = await store.seal(moves)
      assert.deepEqual(
        outcomes.map((outcome) => (outcome as Stored).optimizer.id),
        many.map(({ optimizer }) => optimizer.id),
      )
      const last = await found(many.at(-1)!.optimizer.id)
      assert.equal(last.optimizer.sealedThrough, 2)
    })

    it('returns the state of schedules, with infinities and nested ones', async () => {
      let stored = await created(withScheduleState())
      for (const [step, value] of [
        [2, 0.5],
        [4, NaN],
      ] as const) {
        const returned = accepting(stored.optimizer, {
          ...decided('loss', step, value),
          reports: [
            { rank: 0, value },
            { rank: 1, value: -Infinity, weight: 2 },
          ],
        })
        const written = await committed(stored, returned)
        const after = advanced(returned, step)
        stored = await committed(written, after)
        const read = await found(after.id)
        assert.deepEqual(comparable(read.optimizer), comparable(after))
        assert.deepEqual(read.optimizer.state.values, after.state.values)
      }
      const inputs = await allOf(store.inputs(stored, { after: 1, through: 3 }))
      assert.deepEqual(
        inputs.map((input) => 'value' in input && [input.value, input.reports![1]!.value]),
        [
          [0.5, -Infinity],
          [NaN, -Infinity],
        ],
      )
      const [twice, once] = [advanced(advanced(stored.optimizer, 7), 20), stored.optimizer]
      assert.deepEqual(twice.state.values, advanced(once, 20).state.values)
    })

    it('returns schedulers with names of Object.prototype', async () => {
      const schedulers = ['constructor', 'toString', 'hasOwnProperty'].map((name) => {
        return { type: 'LambdaLR', name, lr_lambda: '0.5 ** epoch' }
      })
      const { optimizer } = await created(registered({ schedulers }))
      const read = await found(optimizer.id)
      assert.deepEqual(
        advanced(read.optimizer, 3).state.values,
        advanced(optimizer, 3).state.values,
      )
    })

    it('returns open quorums with their reports', async () => {
      const before = await created()
      const openQuorum = {
        metric: 'loss',
        step: 4,
        since: NOW,
        reports: [
          { rank: 3, value: NaN },
          { rank: 0, value: Infinity, weight: 0.5 },
        ],
      }
      const voting = { ...before.optimizer, openQuorums: [openQuorum] }
      const written = await committed(before, voting)
      assert.deepEqual((await found(voting.id)).optimizer.openQuorums, [openQuorum])
      await committed(written, { ...voting, openQuorums: [] })
      assert.deepEqual((await found(voting.id)).optimizer.openQuorums, [])
    })

    it('refuses a commit on an outdated version, and writes none of it', async () => {
      const before = await created()
      await committed(before, advanced(before.optimizer, 5))
      const late = accepting(advanced(before.optimizer, 7), edit(0.5))
      const receipt = { key: 'k', request: 'r', result: '7' }
      const history = { floor: 1, snapshots: [] }
      assert.equal(await commit(before, late, { receipt, history }), undefined)
      const read = await found(before.optimizer.id)
      assert.equal(read.optimizer.cursor, 5)
      const after = { ...read, optimizer: late }
      assert.deepEqual(await allOf(store.inputs(after, { after: 1, through: 9 })), [])
      assert.deepEqual(await allOf(store.changes(after)), [])
      assert.equal((await store.history(read)).floor, 0)
      assert.equal(await store.receipt(read, 'k'), null)
    })

    it('accepts one of many concurrent writers', async () => {
      const before = await created()
      const steps = Array.from({ length: 20 }, (_, index) => index + 1)
      const outcomes = await Promise.all(
        steps.map((step) => commit(before, advanced(before.optimizer, step))),
      )
      assert.equal(outcomes.filter(Boolean).length, 1)
    })

    it('never uses one version for two states', async () => {
      const first = await created()
      const versions = [first.version]
      let stored = first
      for (let step = 1; step <= 600; step++) {
        stored = await committed(stored, advanced(stored.optimizer, step))
        versions.push(stored.version)
      }
      const texts = versions.map((version) => versionBytes(version).toString('hex'))
      assert.equal(new Set(texts).size, texts.length)
      assert.equal(new Set(texts.map((text) => text.slice(0, 16))).size, 1)
      assert.ok(texts.every((text) => text.length === 32))
    })

    it('distinguishes the commits of two connections on the same state', async () => {
      const other = await open()
      try {
        const before = await created()
        const [one, two] = [advanced(before.optimizer, 3), advanced(before.optimizer, 3)]
        const outcomes = await Promise.all([
          store.commit({ before, after: one, inputs: [] }),
          other.commit({ before, after: two, inputs: [] }),
        ])
        const [won, ...others] = outcomes.filter((outcome) => outcome !== undefined)
        assert.deepEqual(others, [])
        const read = (await other.find(one.id))!
        assert.deepEqual(read.version, won!.version)
        const theirs = { before: read, after: advanced(read.optimizer, 4), inputs: [] }
        const [mine, again] = [await other.commit(theirs), await store.commit(theirs)]
        assert.equal(again, undefined)
        assert.notDeepEqual(mine!.version, won!.version)
      } finally {
        await other.close()
      }
    })

    it('returns the cached optimizer if that is current, and reads it otherwise', async () => {
      const before = await created()
      assert.equal(await store.find(before.optimizer.id, before), before)
      const written = await committed(before, advanced(before.optimizer, 5))
      const read = await store.find(before.optimizer.id, before)
      assert.equal(read!.optimizer.cursor, 5)
      assert.equal(await store.find(before.optimizer.id, written), written)
    })

    it('removes an optimizer completely, so that the next one of that id has nothing of it', async () => {
      const before = await created()
      const { id } = before.optimizer
      const written = await committed(before, accepting(before.optimizer, edit(0.5)), {
        receipt: { key: 'k', request: 'r', result: '0' },
        history: { floor: 0, snapshots: [] },
      })
      assert.equal(await store.remove(id), true)
      assert.equal(await store.find(id), undefined)
      const again = await created(registered({ id }))
      const later = { ...again, optimizer: written.optimizer }
      assert.deepEqual(await allOf(store.inputs(later, { after: 1, through: 9 })), [])
      assert.deepEqual(await allOf(store.changes(later)), [])
      assert.equal(await store.receipt(again, 'k'), null)
      for (const read of [
        () => store.receipt(written, 'k'),
        () => allOf(store.inputs(written, { after: 1, through: 2 })),
        () => allOf(store.inputs(written, { after: 2, through: 2 })),
        () => allOf(store.changes(written)),
        () => store.decisions(written, { metric: 'loss', step: 1, generations: [1] }),
        () => store.generations(written),
        () => store.history(written),
      ]) {
        await assert.rejects(read, refusesNotFound(id))
      }
      const deletedInputs = written.optimizer.pending
      for (const more of [{}, { deletedInputs }]) {
        assert.equal(await commit(written, advanced(written.optimizer, 1), more), undefined)
      }
    })

    it('passes a check', () => store.check())
  })
}
