import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { firstGeneration } from '../../src/core/optimizer/generation.ts'
import type { Input } from '../../src/core/trajectory/input.ts'
import type { Snapshot } from '../../src/core/history/snapshot.ts'
import { RECEIPTS_KEPT, type Stored } from '../../src/storage/store.ts'
import type { Open } from './contract.ts'
import { allOf, storeFixture } from './store_fixture.ts'
import {
  accepting,
  advanced,
  bare,
  decided,
  edit,
  NOW,
  withScheduleState,
  restarted,
  comparable,
  snapshotOf,
} from './optimizers.ts'

const revisions = (inputs: readonly Input[]) => inputs.map(({ revision }) => revision)

/** The contract of the history of an optimizer. */
export function describeHistory(name: string, open: Open): void {
  describe(`the history in the ${name} store`, async () => {
    const { store, created, committed, found } = await storeFixture(open)

    it('has inputs of every kind, unchanged', async () => {
      const before = await created()
      const scheduler = before.optimizer.definition.schedulers[0]!
      const group = {
        name: 'neck',
        initialLr: 0.2,
        hyperparameters: { lr: 0.1, betas: [0.9, 0.99] },
      }
      const all = accepting(
        before.optimizer,
        { kind: 'group_added', group, actor: 'ci', reason: 'wider' },
        { kind: 'group_removed', group: 'neck' },
        { kind: 'scheduler_attached', scheduler: { ...scheduler, name: 'second' } },
        { kind: 'scheduler_detached', scheduler: 'second' },
        { kind: 'edited', groups: ['head'], set: { lr: 1e-300 }, scale: { momentum: 0.5 } },
        { kind: 'cancelled', cancelled: 6 },
        {
          ...decided('loss', 1, NaN),
          outcome: 'skipped',
          reports: [{ rank: 2, value: -Infinity, weight: 3 }],
        },
        {
          kind: 'generation_opened',
          generation: 2,
          key: 'k',
          parent: 1,
          edits: 'drop',
          worldSize: 8,
        },
      )
      await committed(before, all)
      const read = await found(all.id)
      assert.deepEqual(read.optimizer.pending, all.pending)
      assert.deepEqual(await allOf(store.inputs(read, { after: 1, through: 9 })), all.pending)
    })

    it('has inputs by their revisions, and the existing ones of a range', async () => {
      const before = await created()
      const edits = Array.from({ length: 2_500 }, (_, index) => edit(index + 1))
      const stored = await committed(before, accepting(before.optimizer, ...edits))
      const some = await allOf(store.inputs(stored, { after: 1_020, through: 1_023 }))
      assert.deepEqual(some, stored.optimizer.pending.slice(1_019, 1_022))
      const all = await allOf(store.inputs(stored, { after: 0, through: Infinity }))
      assert.deepEqual(all, stored.optimizer.pending)
      assert.deepEqual(await allOf(store.inputs(stored, { after: 2_501, through: 2_600 })), [])
      assert.deepEqual(await allOf(store.inputs(stored, { after: 7, through: 7 })), [])
      assert.deepEqual(await allOf(store.changes(stored)), stored.optimizer.pending)
    })

    it('reads inputs in parts of at least one, and serves other requests in between', async () => {
      const before = await created()
      const edits = Array.from({ length: 2_500 }, (_, index) => edit(index + 1))
      const stored = await committed(before, accepting(before.optimizer, ...edits))
      for (const read of [
        () => store.inputs(stored, { after: 0, through: Infinity }),
        () => store.changes(stored),
      ]) {
        let ticks = 0
        const count = () => {
          ticks += 1
          ticking = setImmediate(count)
        }
        let ticking = setImmediate(count)
        const parts: { part: readonly Input[]; tick: number }[] = []
        for await (const part of read()) parts.push({ part, tick: ticks })
        clearImmediate(ticking)
        assert.deepEqual(
          parts.flatMap(({ part }) => part),
          stored.optimizer.pending,
        )
        assert.ok(parts.every(({ part }) => part.length > 0))
        // A reply of the store may come before the next tick is counted.
        for (const { length } of Map.groupBy(parts, ({ tick }) => tick).values()) {
          assert.ok(length <= 2, `${length} of ${parts.length} parts at once`)
        }
      }
    })

    it('leaves out inputs after the revision of the read', async () => {
      const first = await created()
      const second = await committed(first, accepting(first.optimizer, edit(0.5)))
      const third = await committed(second, restarted(accepting(second.optimizer, edit(0.6))))
      assert.deepEqual(revisions(await allOf(store.inputs(second, { after: 0, through: 9 }))), [2])
      assert.deepEqual(revisions(await allOf(store.changes(second))), [2])
      assert.equal((await store.generations(second)).length, 1)
      assert.deepEqual(revisions(await allOf(store.changes(third))), [2, 3])
    })

    it('keeps inputs in order, and pending ones until they act', async () => {
      const first = await created()
      const second = await committed(first, accepting(first.optimizer, edit(0.5)))
      await committed(second, accepting(second.optimizer, edit(0.6)))
      const read = await found(first.optimizer.id)
      assert.deepEqual(revisions(read.optimizer.pending), [2, 3])
      const fourth = await committed(read, advanced(read.optimizer, 3))
      assert.deepEqual(
        revisions(await allOf(store.inputs(fourth, { after: 0, through: 9 }))),
        [2, 3],
      )
      const { pending, acted, revision } = (await found(first.optimizer.id)).optimizer
      assert.deepEqual({ pending, acted, revision }, { pending: [], acted: 3, revision: 3 })
    })

    it('separates changes from decisions on metrics', async () => {
      const before = await created(withScheduleState())
      const mixed = accepting(
        before.optimizer,
        edit(0.5),
        decided('loss', 1, 0.3),
        { kind: 'cancelled', cancelled: 2 },
        decided('loss', 2, 0.2),
        edit(0.6),
      )
      const stored = await committed(before, mixed)
      assert.deepEqual(revisions(await allOf(store.changes(stored))), [2, 4, 6])
    })

    it('has the decisions on a metric at a step by their generations', async () => {
      const first = await created(withScheduleState())
      const decide = async (stored: Stored, ...values: [string, number, number][]) =>
        committed(stored, accepting(stored.optimizer, ...values.map((each) => decided(...each))))
      const second = await decide(first, ['loss', 5, 0.5], ['loss', 6, 0.6], ['other', 5, 0.7])
      const third = await committed(second, restarted(second.optimizer))
      const fourth = await decide(third, ['loss', 5, NaN])
      const values = async (metric: string, step: number, ...generations: number[]) =>
        (await store.decisions(fourth, { metric, step, generations })).map(({ value }) => value)
      assert.deepEqual(await values('loss', 5, 1), [0.5])
      assert.deepEqual(await values('loss', 5, 2), [NaN])
      assert.deepEqual(await values('loss', 5, 2, 1), [0.5, NaN])
      assert.deepEqual(await values('loss', 6, 2), [])
      assert.deepEqual(await values('other', 5, 1, 2), [0.7])
      assert.deepEqual(await values('los', 5, 1, 2), [])
      assert.deepEqual(await values('loss', 5), [])
    })

    it('has the generation of a decision in the commit that opens that generation', async () => {
      const before = await created(withScheduleState())
      const early = accepting(before.optimizer, decided('loss', 1, 0.1))
      const late = accepting(restarted(early), decided('loss', 1, 0.2))
      const stored = await committed(before, late)
      for (const [generation, value] of [
        [1, 0.1],
        [2, 0.2],
      ] as const) {
        const wanted = { metric: 'loss', step: 1, generations: [generation] }
        assert.equal((await store.decisions(stored, wanted))[0]!.value, value)
      }
    })

    it('has every generation, from the first', async () => {
      const first = await created()
      const second = await committed(first, restarted(first.optimizer))
      const third = await committed(second, restarted(advanced(second.optimizer, 4)))
      const read = await found(first.optimizer.id)
      assert.deepEqual(read.optimizer.generation, third.optimizer.generation)
      assert.deepEqual(await store.generations(read), [
        firstGeneration(NOW),
        second.optimizer.generation,
        third.optimizer.generation,
      ])
    })

    it('has generations from a number on, and the changes of a range', async () => {
      const mixed = Array.from({ length: 400 }, (_, index) =>
        index % 3 === 0 ? decided('loss', index, 1) : edit(index),
      )
      let stored = await created(withScheduleState())
      for (let round = 0; round < 3; round++) {
        stored = await committed(stored, restarted(accepting(stored.optimizer, ...mixed)))
      }
      const all = await store.generations(stored)
      for (const from of [1, 2, 3, 4, 5]) {
        const wanted = all.filter(({ number }) => number >= from)
        assert.deepEqual(await store.generations(stored, from), wanted)
      }
      const changes = await allOf(store.changes(stored))
      for (const [after, through] of [
        [0, 1],
        [1, 40],
        [1_000, 1_060],
        [20, 1_100],
        [600, Infinity],
        [stored.optimizer.revision, Infinity],
      ] as const) {
        const wanted = changes.filter(({ revision }) => revision > after && revision <= through)
        assert.deepEqual(await allOf(store.changes(stored, { after, through })), wanted)
      }
    })

    it('has no snapshots for a new optimizer', async () => {
      const stored = await created()
      assert.deepEqual(await store.history(stored), { floor: 0, snapshots: [] })
    })

    it('returns snapshots to the bit, from which an optimizer can continue', async () => {
      const before = await created(withScheduleState())
      const returned = accepting(before.optimizer, decided('loss', 1, 0.5))
      const one = advanced(returned, 2)
      const two = accepting(advanced(one, 5), { ...edit(0.25), reason: 'loss spike' })
      const snapshots = [returned, one, two, advanced(two, 9)].map(snapshotOf)
      const stored = await committed(before, two, { history: { floor: 0, snapshots } })
      const read = await store.history(stored)
      assert.deepEqual(read.snapshots.map(contents), snapshots.map(contents))
      assert.ok(read.snapshots[0]!.open().state.values.some((value) => !Number.isFinite(value)))
    })

    it('writes snapshots that were read without decoding them', async () => {
      const before = await created(withScheduleState())
      const states = [1, 2, 3, 4].map((step) => advanced(before.optimizer, step))
      const snapshots = states.map(snapshotOf)
      const second = await committed(before, states[3]!, { history: { floor: 0, snapshots } })
      const read = await store.history(second)
      const closed = read.snapshots.slice(1, 3).map((each) => ({ ...each, open: unopened }))
      const fifth = advanced(states[3]!, 5)
      const kept = { floor: 1, snapshots: [...closed, snapshotOf(fifth)] }
      const third = await committed(second, fifth, { history: kept })
      const again = await store.history(third)
      assert.equal(again.floor, 1)
      const wanted = [...snapshots.slice(1, 3), snapshotOf(fifth)]
      assert.deepEqual(again.snapshots.map(contents), wanted.map(contents))
    })

    it('deletes compacted inputs, and nothing else', async () => {
      const first = await created(withScheduleState())
      const early = Array.from({ length: 1_100 }, (_, index) =>
        index % 2 === 0 ? edit(index + 1) : decided('loss', index, 1),
      )
      const second = await committed(first, accepting(first.optimizer, ...early))
      const third = await committed(second, restarted(second.optimizer))
      const late = accepting(third.optimizer, decided('loss', 1, 2), edit(0.5))
      const fourth = await committed(third, late)
      const inputs = await allOf(store.inputs(fourth, { after: 0, through: Infinity }))
      assert.equal(inputs.length, 1_102)
      const deletedInputs = inputs.slice(0, 1_099)
      const floor = deletedInputs.at(-1)!.revision
      const after = { ...late, pending: late.pending.slice(1_099) }
      const stored = await committed(fourth, after, {
        history: { floor, snapshots: [] },
        deletedInputs,
      })
      assert.equal((await store.history(stored)).floor, floor)
      const kept = await allOf(store.inputs(stored, { after: 0, through: Infinity }))
      assert.deepEqual(kept, inputs.slice(1_099))
      assert.deepEqual(revisions(await allOf(store.changes(stored))), [stored.optimizer.revision])
      const decisions = async (step: number) =>
        (await store.decisions(stored, { metric: 'loss', step, generations: [1, 2] })).length
      assert.deepEqual(await Promise.all([1, 3, 1_097, 1_099].map(decisions)), [1, 0, 0, 1])
    })

    it('keeps the latest receipts, found by their keys', async () => {
      let stored = await created()
      const last = RECEIPTS_KEPT + 2
      for (let step = 1; step <= last; step++) {
        const receipt = { key: `k${step}`, request: `r:${step}`, result: `${step}` }
        stored = await committed(stored, advanced(stored.optimizer, step), { receipt })
      }
      const kept = async (step: number) => await store.receipt(stored, `k${step}`)
      assert.deepEqual(await kept(last), {
        key: `k${last}`,
        request: `r:${last}`,
        result: `${last}`,
      })
      assert.deepEqual(await kept(3), { key: 'k3', request: 'r:3', result: '3' })
      assert.equal(await kept(2), null)
      assert.equal(await kept(1), null)
      assert.equal(await store.receipt(stored, 'k'), null)
    })
  })
}

const contents = ({ generation, step, revision, acted, open }: Snapshot) => {
  const { state, pending } = open()
  return {
    generation,
    step,
    revision,
    acted,
    ...(comparable({ state }) as object),
    ...bare({ pending }),
  }
}

function unopened(): never {
  throw new Error('opened')
}
