// Fails on purpose: what `reporter.test.ts` runs.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

process.stdout.write('# 5 values compared, ')
process.stdout.write('2 differ\n')
console.log('not a figure')
console.error('# what is about to be installed')

describe('a group', () => {
  it('has a name', () => {})
  it('has a schedule', { skip: true }, () => {})
  it('has no lr', { todo: true }, () => {})
  it('has two values', (test) => {
    test.diagnostic('2 values compared')
    assert.deepEqual({ lr: 0.1, momentum: 0.9 }, { lr: 0.2, momentum: 0.9 })
  })

  describe('of many', () => {
    it('is found', () => {
      throw new TypeError('Cannot find it', { cause: new Error('no index') })
    })
  })
})
