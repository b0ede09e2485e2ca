import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Generation } from '../../../src/core/optimizer/generation.ts'
import type { Input } from '../../../src/core/trajectory/input.ts'
import {
  changesOfGeneration,
  inheritedInputs,
} from '../../../src/core/optimizer/open_generation.ts'

const at = { recordedAt: 'now', openedAt: 'now' }

const edit = (revision: number, step: number): Input => ({
  ...{ kind: 'edited', revision, step, groups: ['a'], set: { lr: revision } },
  ...at,
})
const cancelled = (revision: number, step: number, taken: number): Input => ({
  ...{ kind: 'cancelled', revision, step, cancelled: taken },
  ...at,
})
const decided = (revision: number, step: number): Input => ({
  ...{ kind: 'metric_decided', revision, step, metric: 'loss', value: 1, reportedFor: step },
  ...at,
})

const generation = (
  number: number,
  parent: number | undefined,
  [revision, resumeStep]: readonly [number, number],
  edits: 'keep' | 'drop' = 'keep',
): Generation => ({ number, parent, revision, resumeStep, edits, ...at })

const revisions = (inputs: readonly Input[]) => inputs.map(({ revision }) => revision)

describe('the changes in effect in a generation', () => {
  const changes = [edit(2, 5), edit(3, 50), edit(5, 20), edit(7, 30), edit(9, 40)]
  const first = generation(1, undefined, [1, 0])

  it('are its own and those of its parent, with edits kept', () => {
    const generations = [first, generation(2, 1, [4, 10])]
    assert.deepEqual(revisions(changesOfGeneration(generations, changes, 1)), [2, 3])
    assert.deepEqual(revisions(changesOfGeneration(generations, changes, 2)), [2, 3, 5, 7, 9])
  })

  it('are its own and those that had acted in its parent, with edits dropped', () => {
    const generations = [first, generation(2, 1, [4, 10], 'drop')]
    assert.deepEqual(revisions(changesOfGeneration(generations, changes, 2)), [2, 5, 7, 9])
  })

  it('are those of an older parent, and of no generation in between', () => {
    const generations = [first, generation(2, 1, [4, 10]), generation(3, 1, [8, 6])]
    assert.deepEqual(revisions(changesOfGeneration(generations, changes, 2)), [2, 3, 5, 7])
    assert.deepEqual(revisions(changesOfGeneration(generations, changes, 3)), [2, 3, 9])
  })

  it('do not come back in a descendant after they were dropped', () => {
    const generations = [first, generation(2, 1, [4, 10], 'drop'), generation(3, 2, [8, 25])]
    assert.deepEqual(revisions(changesOfGeneration(generations, changes, 3)), [2, 5, 7, 9])
  })
})

describe('the inputs that a generation inherits', () => {
  it('are later changes, once each, in the order of acceptance', () => {
    const pending = [edit(6, 30), decided(7, 31)]
    const changes = [edit(2, 5), edit(3, 50), edit(6, 30)]
    assert.deepEqual(revisions(inheritedInputs(pending, changes, 10)), [3, 6])
  })

  it('include no cancelled edits, and no decisions on metrics', () => {
    const changes = [edit(2, 20), edit(3, 20), cancelled(4, 20, 2)]
    assert.deepEqual(revisions(inheritedInputs([edit(2, 20), decided(5, 20)], changes, 10)), [3])
  })
})
