import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { runYielding } from '../../../src/operations/event_loop/yielding.ts'

/** Longer than any turn. */
const PIECE_MS = 5

let pieces = 0

/** Work that goes on until it is told to end, and tells how often it has had a turn. */
function* working(count: number): Generator<void, number> {
  for (let piece = 1; ; piece++) {
    const until = performance.now() + PIECE_MS
    while (performance.now() < until);
    pieces += 1
    if (piece === count) return piece
    yield
  }
}

describe('long work', () => {
  it('is done in turns, of which others wait for one at most, however much of it there is', async () => {
    const works = Array.from({ length: 10 }, () => runYielding(working(4)))
    const done = Promise.all(works)
    const between: number[] = []
    for (let before = pieces; pieces < 40; before = pieces) {
      await setImmediate()
      between.push(pieces - before)
    }
    assert.deepEqual(await done, Array<number>(10).fill(4))
    assert.equal(Math.max(...between), 1, between.join())
  })

  it('goes on in the order in which it came', async () => {
    const order: number[] = []
    await Promise.all([4, 2, 3].map(async (count) => order.push(await runYielding(working(count)))))
    assert.deepEqual(order, [2, 3, 4])
  })
})
