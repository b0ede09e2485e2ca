// Its hooks fail, its test does not: what `reporter.test.ts` runs.
import { after, before, describe, it } from 'node:test'

describe('a store', () => {
  before(() => {
    throw new Error('Cannot open it')
  })
  it('is never asked', () => {})
})

it('passes', () => {})

after(() => {
  throw new Error('Cannot close it')
})
