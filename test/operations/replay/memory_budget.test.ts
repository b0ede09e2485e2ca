import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { withBudget } from '../../../src/operations/replay/memory_budget.ts'

/** Holds numbers for a moment, and records the maximum over all holders. */
function createHolders() {
  let [held, most] = [0, 0]
  const order: number[] = []
  const hold = (numbers: number) =>
    withBudget(numbers, async () => {
      order.push(numbers)
      held += numbers
      most = Math.max(most, held)
      await sleep(5)
      held -= numbers
    })
  return { hold, order, most: () => most }
}

describe('the memory budget', () => {
  it('admits concurrent work up to its size, in the order of arrival', async () => {
    const { hold, order, most } = createHolders()
    const sizes = [9_000_000, 8_000_000, 7_000_000, 1_000_000, 19_000_000, 200_000]
    await Promise.all(sizes.map(hold))
    assert.deepEqual(order, sizes)
    assert.equal(most(), 20_000_000)
  })

  it('always admits small work', async () => {
    const { hold, order } = createHolders()
    await Promise.all([20_000_000, 20_000_000, 100].map(hold))
    assert.deepEqual(order, [100, 20_000_000, 20_000_000])
  })

  it('admits work larger than its size, alone', async () => {
    const { hold, most } = createHolders()
    await Promise.all([1_000_000, 30_000_000, 1_000_000].map(hold))
    assert.equal(most(), 30_000_000)
  })

  it('is released after a failure', async () => {
    const failing = withBudget(20_000_000, () => Promise.reject(new Error('no')))
    await assert.rejects(failing, /no/)
    assert.equal(await withBudget(20_000_000, async () => 'in'), 'in')
  })
})
