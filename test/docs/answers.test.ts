import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { differences } from './answers.ts'

describe('an answer that a document shows', () => {
  it('may differ in the order of keys alone', () => {
    assert.deepEqual(differences({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }), [])
  })

  it('may have "..." for a text', () => {
    assert.deepEqual(differences({ at: '...' }, { at: '2026-11-29T01:34:50.454Z' }), [])
    assert.deepEqual(differences({ at: '...' }, { at: 1 }).length, 1)
  })

  it('must have each field and each element', () => {
    assert.deepEqual(differences({ a: 1 }, { a: 1, b: 2 }), ['/b: shown undefined, answered 2'])
    assert.deepEqual(differences({ a: 1, b: 2 }, { a: 1 }), ['/b: shown 2, answered undefined'])
    assert.deepEqual(differences([1], [1, 2]), ['/1: shown undefined, answered 2'])
  })

  it('must have each number to the bit', () => {
    assert.deepEqual(differences([0.01], [0.010000000000000002]).length, 1)
    assert.deepEqual(differences([0], [-0]).length, 1)
  })

  it('must have lists where there are lists', () => {
    assert.deepEqual(differences([], {}).length, 1)
    assert.deepEqual(differences(null, {}).length, 1)
  })
})
