import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nextSnapshotStep } from '../../../src/core/history/compaction.ts'
import { firstGeneration, type Generation } from '../../../src/core/optimizer/generation.ts'
import type { Snapshot } from '../../../src/core/history/snapshot.ts'

const opened = (number: number, parent: number, resumeStep: number): Generation => ({
  ...firstGeneration(''),
  ...{ number, parent, resumeStep, revision: number },
})
const at = (generation: number, step: number): Snapshot => ({
  ...{ generation, step, revision: 1, acted: 1 },
  open: () => assert.fail('opened'),
})

/** Generation 2 resumes at step 100 of the first, 3 at 50 of 2, without snapshots between; 4 at 200 of 3. */
const GENERATIONS = [firstGeneration(''), opened(2, 1, 100), opened(3, 2, 50), opened(4, 3, 200)]

describe('the next step with a snapshot', () => {
  const next = (snapshots: readonly Snapshot[], after: number, count = 4) =>
    nextSnapshotStep(GENERATIONS.slice(0, count), snapshots, after)

  it('is in the generation of the steps, if it has one', () => {
    assert.equal(next([at(1, 20), at(1, 40), at(4, 200)], 20), 40)
  })

  it('is in a later generation if that one has none left', () => {
    assert.equal(next([at(3, 150), at(4, 200)], 20), 150)
    assert.equal(next([at(4, 300)], 20), 300)
  })

  it('is not on a branch that a rewind abandoned', () => {
    assert.equal(next([at(1, 60), at(2, 120), at(3, 250), at(4, 300)], 20), 300)
    // For steps of the abandoned branch, it is.
    assert.equal(next([at(1, 120), at(2, 130), at(4, 300)], 20, 2), 130)
  })

  it('is the snapshot of the generation that resumes there', () => {
    assert.equal(next([at(1, 50)], 20), undefined)
    assert.equal(next([at(3, 50)], 20), 50)
  })
})
