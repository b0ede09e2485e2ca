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

/** 2 goes on from 100 of the first, 3 from 50 of 2, which has nothing in its line; 4 from 200 of 3. */
const GENERATIONS = [firstGeneration(''), opened(2, 1, 100), opened(3, 2, 50), opened(4, 3, 200)]

describe('the next step that has a snapshot', () => {
  const next = (snapshots: readonly Snapshot[], after: number, count = 4) =>
    nextSnapshotStep(GENERATIONS.slice(0, count), snapshots, after)

  it('is one of the generation that has the steps, if there is one', () => {
    assert.equal(next([at(1, 20), at(1, 40), at(4, 200)], 20), 40)
  })

  it('is one of a later generation where none is left of that', () => {
    assert.equal(next([at(3, 150), at(4, 200)], 20), 150)
    assert.equal(next([at(4, 300)], 20), 300)
  })

  it('is none that a rewind left behind', () => {
    assert.equal(next([at(1, 60), at(2, 120), at(3, 250), at(4, 300)], 20), 300)
    // But of what was left behind, it is.
    assert.equal(next([at(1, 120), at(2, 130), at(4, 300)], 20, 2), 130)
  })

  it('is that of the generation that resumes there', () => {
    assert.equal(next([at(1, 50)], 20), undefined)
    assert.equal(next([at(3, 50)], 20), 50)
  })
})
