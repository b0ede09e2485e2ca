import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { firstGeneration } from '../../../src/core/optimizer/generation.ts'
import { NO_HISTORY } from '../../../src/core/history/snapshot.ts'
import { encodeRecord, readRecord } from '../../../src/core/encoding/checkpoint.ts'
import { accepting, bare, edit, NOW, registered } from '../../storage/optimizers.ts'

/** Runs work that yields, and returns its result and the number of yields. */
function worked<T>(work: Iterator<void, T>): { value: T; yields: number } {
  for (let yields = 0; ; yields++) {
    const { done, value } = work.next()
    if (done) return { value, yields }
  }
}

describe('an optimizer as a record', () => {
  const edits = Array.from({ length: 1_000 }, (_, index) => edit(index + 1))
  const optimizer = accepting(registered(), ...edits)
  const generations = [firstGeneration(NOW)]
  const inputs = optimizer.pending
  const written = worked(encodeRecord({ optimizer, inputs, generations, history: NO_HISTORY }))
  const read = worked(readRecord(optimizer.id, written.value))

  it('is equal after writing and reading', () => {
    assert.deepEqual(read.value.inputs.map(bare), inputs.map(bare))
  })

  it('is written and read in slices, whose number grows with the inputs', () => {
    for (const { yields } of [written, read]) assert.equal(yields, inputs.length)
  })
})
