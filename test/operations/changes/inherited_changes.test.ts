import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  changesOfGeneration,
  inheritedInputs,
} from '../../../src/core/optimizer/open_generation.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { allOf } from '../../storage/store_fixture.ts'
import { appOn } from '../../app.ts'

const command = fc.oneof(
  fc.record({ kind: fc.constant('advance' as const), by: fc.integer({ min: 1, max: 700 }) }),
  fc.record({ kind: fc.constant('edit' as const), by: fc.nat(900) }),
  fc.record({ kind: fc.constant('cancel' as const), at: fc.nat(1_000) }),
  fc.record({
    kind: fc.constant('open' as const),
    parent: fc.option(fc.nat(1_000), { nil: undefined }),
    back: fc.nat(1_500),
    edits: fc.constantFrom('keep' as const, 'keep' as const, 'drop' as const),
  }),
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

let jobs = 0

/** Runs commands, and compares what each generation inherits with the whole list of changes. */
async function inheritsItsChanges(commands: readonly Command[]): Promise<void> {
  const { store, send, id } = await setting
  const name = `${id}-${++jobs}`
  const url = `/v1/optimizers/${name}`
  const scheduler = { type: 'ExponentialLR', gamma: 0.999 }
  await send('PUT', url, { groups: [{ name: 'a', lr: 1 }], schedulers: [scheduler] })
  const read = async () => (await store.find(name))!
  const sealedOf: number[] = []
  const act = {
    advance: async ({ by }: Command & { kind: 'advance' }) => {
      const { cursor, sealedThrough } = (await read()).optimizer
      const step = Math.max(cursor, sealedThrough) + by
      assert.equal((await send('POST', `${url}/steps`, { step })).status, 200)
    },
    edit: async ({ by }: Command & { kind: 'edit' }) => {
      const at_step = Math.max(0, (await read()).optimizer.sealedThrough + 1) + by
      const { status } = await send('POST', `${url}/edits`, { set: { lr: by + 1 }, at_step })
      assert.equal(status, 201)
    },
    cancel: async ({ at }: Command & { kind: 'cancel' }) => {
      const { pending } = (await read()).optimizer
      const edits = pending.filter(({ kind }) => kind === 'edited')
      if (edits.length === 0) return
      const { revision } = edits[at % edits.length]!
      assert.equal((await send('DELETE', `${url}/edits/${revision}`)).status, 204)
    },
    open: async ({ parent: chosen, back, edits }: Command & { kind: 'open' }) => {
      const before = await read()
      const { number } = before.optimizer.generation
      sealedOf[number] = before.optimizer.sealedThrough
      const parent = chosen === undefined ? number : 1 + (chosen % number)
      const resume_step = Math.max(0, sealedOf[parent]! - back)
      const { status, body } = await send('PUT', `${url}/generations/k${number}`, {
        ...{ parent, resume_step, edits },
      })
      assert.equal(status, 201, JSON.stringify(body))
      const after = await read()
      if (edits === 'drop') return
      const changes = await allOf(store.changes(before))
      const inForce = changesOfGeneration(await store.generations(before), changes, parent)
      const wanted = inheritedInputs([], inForce, after.optimizer.sealedThrough)
      assert.deepEqual(after.optimizer.pending, wanted)
    },
  }
  for (const each of commands) await act[each.kind](each as never)
}

const setting = (async () => {
  const store = sqliteStore(':memory:')
  return { store, ...(await appOn(store)), id: 'job' }
})()

describe('a generation that reads the latest changes only', () => {
  it('inherits what it would inherit by all of them', async () => {
    const commands = fc.array(command, { minLength: 5, maxLength: 60 })
    await fc.assert(fc.asyncProperty(commands, inheritsItsChanges), { numRuns: 60 })
  })
})
