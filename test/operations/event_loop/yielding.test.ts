import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { runYielding } from '../../../src/operations/event_loop/yielding.ts'

/** Longer than any time slice. */
const PIECE_MS = 5

let pieces = 0

/** Work of a number of slices, which returns that number. */
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
  it('yields, so that other callbacks wait for one slice at most, for any amount of work', async () => {
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

  it('runs its slices round robin', async () => {
    const order: number[] = []
    await Promise.all([4, 2, 3].map(async (count) => order.push(await runYielding(working(count)))))
    assert.deepEqual(order, [2, 3, 4])
  })
})
