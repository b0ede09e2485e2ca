import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  firstGeneration,
  lineage,
  type Generation,
} from '../../../src/core/optimizer/generation.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import {
  compacted,
  snapshotSteps,
  snapshotsAfterOpening,
  snapshotInterval,
  NO_HISTORY,
  thinSnapshots,
  type History,
  type Snapshot,
} from '../../../src/core/history/snapshot.ts'

const names = (count: number) => Array.from({ length: count }, (_, n) => `g${n}`)
const stateOf = (groups: number) =>
  initialState(
    define(
      RegistrationBody.parse({
        groups: names(groups).map((name) => ({ name, lr: 1 })),
        schedulers: [{ type: 'ExponentialLR', gamma: 0.9 }],
      }),
    ),
  )
const SMALL = stateOf(2)
const LARGE = stateOf(400)

const snapshotAt = (generation: number, step: number, state = SMALL, revision = 1): Snapshot => ({
  ...{ generation, step, revision, acted: 1 },
  open: () => ({ state, pending: [] }),
})

const stepsOf = ({ snapshots }: History) => snapshots.map(({ step }) => step)

/** The history of a generation that begins at a step and takes snapshots at intervals. */
function historyOf(start: number, intervals: readonly number[], state = SMALL) {
  let history: History = { ...NO_HISTORY, snapshots: [snapshotAt(2, start, state)] }
  let at = start
  for (const interval of intervals) {
    const due = snapshotSteps(at, at + interval, state.program.movingColumns.length)
    at += interval
    if (due.length === 0) continue
    const fresh = due.map((step) => snapshotAt(2, step, state))
    history = thinSnapshots(history, fresh, start)
  }
  return { history, at }
}

const start = fc.oneof(fc.constant(0), fc.nat(3_000_000))
const interval = fc.oneof(fc.nat(3), fc.nat(5_000), fc.nat(100_000))
const intervals = fc.array(interval, { maxLength: 200 })

describe('snapshots that are thinned as a run grows', () => {
  for (const [what, state, most] of [
    ['few', SMALL, 32],
    ['many', LARGE, 20],
  ] as const) {
    it(`are bounded in number, and so is what lies between them, where ${what} values move`, () => {
      fc.assert(
        fc.property(start, intervals, (start, intervals) => {
          const { history, at } = historyOf(start, intervals, state)
          const steps = stepsOf(history)
          assert.equal(new Set(steps).size, steps.length)
          assert.equal(steps[0], start)
          assert.ok(steps.length <= most + 1, `${steps.length}`)
          const maxInterval = snapshotInterval(at, state.program.movingColumns.length)
          for (const [index, step] of [...steps.slice(1), at].entries()) {
            assert.ok(step - steps[index]! <= maxInterval, `${steps[index]} to ${step} of ${at}`)
          }
          // At most an eighth of the distance, unless that is a small number of steps.
          assert.ok(maxInterval <= Math.max(1_024, at / 8), `${maxInterval} of ${at}`)
        }),
      )
    })
  }

  it('do not affect those of other generations', () => {
    const others = [snapshotAt(1, 1_024), snapshotAt(1, 1_030)]
    const history = thinSnapshots({ floor: 0, snapshots: others }, [snapshotAt(2, 2 ** 20)], 5)
    assert.deepEqual(stepsOf(history), [1_024, 1_030, 2 ** 20])
  })
})

/** A run of a job: it advances, and then resumes some steps back, in some generation. */
interface Incarnation {
  readonly intervals: readonly number[]
  readonly back: number
  /** How many generations before the current one the parent is. */
  readonly earlier: number
}

/** The history of a job with many restarts, and the maximum number of its snapshots. */
function restarted(incarnations: readonly Incarnation[], state = SMALL) {
  const generations: Generation[] = [firstGeneration('')]
  const sealed = [0]
  let [history, most]: [History, number] = [NO_HISTORY, 0]
  for (const { intervals, back, earlier } of incarnations) {
    const { number, resumeStep } = generations.at(-1)!
    for (const interval of intervals) {
      const marks = snapshotSteps(
        sealed.at(-1)!,
        sealed.at(-1)! + interval,
        state.program.movingColumns.length,
      )
      sealed[number - 1]! += interval
      const fresh = marks.map((step) => snapshotAt(number, step, state, number))
      if (fresh.length > 0) history = thinSnapshots(history, fresh, resumeStep)
      most = Math.max(most, history.snapshots.length - generations.length)
    }
    const parent = Math.max(1, number - earlier)
    const at = Math.max(0, sealed[parent - 1]! - back)
    const opened = { number: number + 1, parent, resumeStep: at, revision: number + 1 }
    generations.push({ ...firstGeneration(''), ...opened })
    sealed.push(at)
    history = snapshotsAfterOpening(
      history,
      generations,
      snapshotAt(number + 1, at, state, number + 1),
    )
  }
  return { history, generations, sealed, most }
}

const back = fc.oneof(fc.nat(2_000), fc.nat(200_000))
const incarnations = (earlier: fc.Arbitrary<number>) =>
  fc.array(fc.record({ intervals: fc.array(interval, { maxLength: 20 }), back, earlier }), {
    maxLength: 60,
  })

describe('snapshots of a job with many restarts', () => {
  it('are bounded in number, apart from the first one of each generation', () => {
    fc.assert(
      fc.property(incarnations(fc.nat(5)), (incarnations) => {
        const { history, generations, most } = restarted(incarnations)
        // Those of the ancestry, of the abandoned branches, and of the current generation.
        assert.ok(most <= 3 * 32, `${most}`)
        for (const { number, resumeStep } of generations.slice(1)) {
          const isStart = (each: Snapshot) => each.generation === number && each.step === resumeStep
          assert.ok(history.snapshots.some(isStart), `${number}`)
        }
      }),
    )
  })

  it('are as near to each step of the ancestry as without restarts', () => {
    fc.assert(
      fc.property(incarnations(fc.constant(0)), (incarnations) => {
        const { history, generations, sealed } = restarted(incarnations)
        const apart = snapshotInterval(Math.max(...sealed), SMALL.program.movingColumns.length)
        const throughs = new Map(lineage(generations).map((each) => [each.number, each.through]))
        const isOfAncestry = ({ generation, step }: Snapshot) =>
          step < (throughs.get(generation) ?? 0)
        const steps = history.snapshots.filter(isOfAncestry).map(({ step }) => step)
        for (const [index, step] of [...steps, sealed.at(-1)!].entries()) {
          assert.ok(step - (steps[index - 1] ?? 0) <= apart, `${steps.join()} of ${apart}`)
        }
      }),
    )
  })

  it('are kept in the order in which they were taken', () => {
    const snapshots = [snapshotAt(1, 1_024), snapshotAt(1, 2_048), snapshotAt(2, 1_500)]
    const generations = [firstGeneration(''), 1_500, 1_600].map((each, index) =>
      typeof each === 'number'
        ? { ...firstGeneration(''), number: index + 1, parent: index, resumeStep: each }
        : each,
    )
    const history = snapshotsAfterOpening(
      { floor: 7, snapshots },
      generations,
      snapshotAt(3, 1_600),
    )
    assert.deepEqual(stepsOf(history), [1_024, 2_048, 1_500, 1_600])
    assert.equal(history.floor, 7)
  })
})

describe('compacted inputs', () => {
  const snapshots = [10, 20, 30, 40].map((revision) =>
    snapshotAt(1, revision * 1_024, SMALL, revision),
  )

  it('are none while the history is short', () => {
    const history = { floor: 0, snapshots }
    assert.equal(compacted(history, 40, 40), history)
  })

  it('end at a snapshot from which the rest is replayed', () => {
    const { floor, snapshots: kept } = compacted({ floor: 0, snapshots }, 45, 20)
    assert.equal(floor, 30)
    assert.deepEqual(kept.map(({ revision }) => revision), [30, 40]) // prettier-ignore
  })

  it('are no more at a time than one commit can delete', () => {
    const { floor } = compacted(
      { floor: 0, snapshots: [snapshotAt(1, 1, SMALL, 80_000), snapshotAt(1, 2, SMALL, 90_000)] },
      90_000,
      1_000,
    )
    assert.equal(floor, 20_000)
  })
})
