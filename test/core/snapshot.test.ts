import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { begin } from '../../src/core/trajectory.ts'
import { define, RegistrationBody } from '../../src/core/registration.ts'
import {
  compacted,
  due,
  interval,
  NO_HISTORY,
  thinned,
  type History,
  type Snapshot,
} from '../../src/core/snapshot.ts'

const names = (count: number) => Array.from({ length: count }, (_, n) => `g${n}`)
const stateOf = (groups: number) =>
  begin(
    define(
      RegistrationBody.parse({
        groups: names(groups).map((name) => ({ name, lr: 1 })),
        schedulers: [{ type: 'ExponentialLR', gamma: 0.9 }],
      }),
    ),
  )
const SMALL = stateOf(2)
const LARGE = stateOf(400)

const taken = (generation: number, step: number, state = SMALL, revision = 1): Snapshot => ({
  ...{ generation, step, revision, acted: 1 },
  open: () => ({ state, pending: [] }),
})

const stepsOf = ({ snapshots }: History) => snapshots.map(({ step }) => step)

/** The history of a generation that began at a step and goes on in strides. */
function gone(start: number, strides: readonly number[], state = SMALL) {
  let history: History = { ...NO_HISTORY, snapshots: [taken(2, start, state)] }
  let at = start
  for (const stride of strides) {
    const marks = due(at, at + stride, state.program.moving.length)
    at += stride
    if (marks.length === 0) continue
    const fresh = marks.map((step) => taken(2, step, state))
    history = thinned(history, fresh, start)
  }
  return { history, at }
}

const start = fc.oneof(fc.constant(0), fc.nat(3_000_000))
const stride = fc.oneof(fc.nat(3), fc.nat(5_000), fc.nat(100_000))
const strides = fc.array(stride, { maxLength: 200 })

describe('snapshots that are thinned as a run grows', () => {
  for (const [what, state, most] of [
    ['few', SMALL, 32],
    ['many', LARGE, 20],
  ] as const) {
    it(`are bounded in number, and so is what lies between them, where ${what} values move`, () => {
      fc.assert(
        fc.property(start, strides, (start, strides) => {
          const { history, at } = gone(start, strides, state)
          const steps = stepsOf(history)
          assert.equal(new Set(steps).size, steps.length)
          assert.equal(steps[0], start)
          assert.ok(steps.length <= most + 1, `${steps.length}`)
          const apart = interval(at, state.program.moving.length)
          for (const [index, step] of [...steps.slice(1), at].entries()) {
            assert.ok(step - steps[index]! <= apart, `${steps[index]} to ${step} of ${at}`)
          }
          // An eighth of the way at the most, unless that is few steps anyhow.
          assert.ok(apart <= Math.max(1_024, at / 8), `${apart} of ${at}`)
        }),
      )
    })
  }

  it('leave those of other generations alone', () => {
    const others = [taken(1, 1_024), taken(1, 1_030)]
    const history = thinned({ floor: 0, snapshots: others }, [taken(2, 2 ** 20)], 5)
    assert.deepEqual(stepsOf(history), [1_024, 1_030, 2 ** 20])
  })
})

describe('inputs that are compacted away', () => {
  const snapshots = [10, 20, 30, 40].map((revision) => taken(1, revision * 1_024, SMALL, revision))

  it('are none while there are few', () => {
    const history = { floor: 0, snapshots }
    assert.equal(compacted(history, 40, 40), history)
  })

  it('go up to a snapshot from which the rest is replayed', () => {
    const { floor, snapshots: kept } = compacted({ floor: 0, snapshots }, 45, 20)
    assert.equal(floor, 30)
    assert.deepEqual(kept.map(({ revision }) => revision), [30, 40]) // prettier-ignore
  })

  it('are so many at once that a commit can carry them', () => {
    const { floor } = compacted(
      { floor: 0, snapshots: [taken(1, 1, SMALL, 80_000), taken(1, 2, SMALL, 90_000)] },
      90_000,
      1_000,
    )
    assert.equal(floor, 20_000)
  })
})
