import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { stateDicts, type StateDicts } from '../../../src/core/encoding/state_dict.ts'
import type { Event, MetricValue, Scheduler } from '../torch/case.ts'
import { runCase } from '../torch/replay.ts'

interface Run {
  readonly events?: readonly Event[]
  readonly metrics?: Readonly<Record<string, readonly [number, MetricValue][]>>
}

const GROUPS = [
  { name: 'a', lr: 1, momentum: 0.9, weight_decay: 0.5 },
  { name: 'b', lr: 2, momentum: 0.9, weight_decay: 0.25 },
  { name: 'c', lr: 4, betas: [0.9, 0.999], weight_decay: 0.125 },
]

/** The dicts of the schedulers of three groups, at a step. */
function dictsAt(steps: number, schedulers: readonly Scheduler[], run: Run = {}): StateDicts {
  const { events = [], metrics = {} } = run
  let found: StateDicts | undefined
  runCase({ steps, groups: GROUPS, schedulers, events, metrics }, ({ state }) => {
    found = stateDicts(state)
  })
  return found!
}

/** One key of each part, with the groups of the part. */
const seen = ({ parts }: StateDicts, name: string, key: string) =>
  parts[name]?.map(({ groups, stateDict }) => [groups.join(''), stateDict[key]])

const halved = { type: 'StepLR', step_size: 1, gamma: 0.5 }
const plateau = { type: 'ReduceLROnPlateau', monitor: 'loss', patience: 0 }

describe('the state dict of a scheduler', () => {
  it('is one for all its groups, in their order', () => {
    const { whole, parts } = dictsAt(1, [{ ...halved, groups: ['c', 'a'] }])
    const { base_lrs, _last_lr } = whole['StepLR-1']!
    assert.deepEqual([base_lrs, _last_lr, parts], [[1, 4], [0.5, 2], {}])
  })

  it('has the arguments that torch takes as lists by group, in nested schedulers too', () => {
    const cycle = { type: 'CyclicLR', base_lr: 0.1, max_lr: { a: 1, b: 2 }, groups: ['a', 'b'] }
    const chain = { type: 'ChainedScheduler', schedulers: [cycle], groups: ['a', 'b'] }
    const floors = { ...plateau, min_lr: [0.1, 0.2, 0.3] }
    const { groups, ...inner } = cycle
    const { whole } = dictsAt(0, [cycle, { ...chain, schedulers: [inner] }, floors])
    assert.deepEqual(whole['CyclicLR-1']!['max_lrs'], [1, 2])
    const [nested] = whole['ChainedScheduler-1']!['_schedulers'] as Record<string, unknown>[]
    assert.deepEqual(nested!['max_lrs'], [1, 2])
    const { min_lrs, default_min_lr } = whole['ReduceLROnPlateau-1']!
    assert.deepEqual([min_lrs, default_min_lr], [[0.1, 0.2, 0.3], null])
  })

  it('has the groups that have joined', () => {
    const add = { name: 'late', lr: 8 }
    const { whole } = dictsAt(3, [halved], { events: [{ step: 2, add, join: true }] })
    const { base_lrs, _last_lr, last_epoch } = whole['StepLR-1']!
    assert.deepEqual(
      [base_lrs, _last_lr],
      [
        [1, 2, 4, 8],
        [0.125, 0.25, 0.5, 4],
      ],
    )
    assert.equal(last_epoch, 3)
  })

  it('counts the steps of the scheduler and not the steps of the run', () => {
    const { last_epoch } = dictsAt(29, [{ ...halved, every: 10 }]).whole['StepLR-1']!
    assert.equal(last_epoch, 2)
  })

  it('has the driven hyperparameter in the place of lr', () => {
    const { whole } = dictsAt(1, [{ ...halved, param: 'weight_decay' }])
    assert.deepEqual(whole['StepLR-1']!['_last_lr'], [0.25, 0.125, 0.0625])
  })

  it('has the best metric once there is one, and the best infinity as a word', () => {
    const bestAfter = (value: MetricValue) =>
      dictsAt(2, [plateau], { metrics: { loss: [[1, value]] } }).whole['ReduceLROnPlateau-1']!
    assert.ok(!('best' in bestAfter('nan')))
    assert.deepEqual([bestAfter(0.5)['best'], bestAfter('-inf')['best']], [0.5, '-inf'])
  })
})

describe('the state dicts of a scheduler that torch has in several parts', () => {
  it('are one for each value of an argument that torch takes for all groups', () => {
    const dicts = dictsAt(0, [{ ...halved, gamma: { a: 0.1, b: 0.5, c: 0.1 } }])
    assert.deepEqual(dicts.whole, {})
    assert.deepEqual(seen(dicts, 'StepLR-1', 'base_lrs'), [
      ['ac', [1, 4]],
      ['b', [2]],
    ])
  })

  it('are one if these values are the same', () => {
    const { whole } = dictsAt(0, [{ ...halved, gamma: { a: 0.5, b: 0.5, c: 0.5 } }])
    assert.deepEqual(whole['StepLR-1']!['base_lrs'], [1, 2, 4])
  })

  it('differ in arguments that are not in the dict', () => {
    const milestones = { a: [1], b: [2], c: [2] }
    const decayed = { type: 'MultiStepLR', milestones }
    const dicts = dictsAt(0, [decayed])
    assert.deepEqual(
      dicts.parts['MultiStepLR-1']!.map(({ groups }) => groups),
      [['a'], ['b', 'c']],
    )
    assert.deepEqual(Object.keys(dictsAt(0, [chainOf(decayed)]).parts), ['ChainedScheduler-1'])
  })

  it('are one for each clock', () => {
    const add = { name: 'late', lr: 8 }
    const dicts = dictsAt(5, [halved], { events: [{ step: 3, add }] })
    assert.deepEqual(seen(dicts, 'StepLR-1', 'last_epoch'), [
      ['abc', 5],
      ['late', 2],
    ])
  })

  it('are one for groups with momentum and one for those with betas', () => {
    const dicts = dictsAt(0, [{ type: 'CyclicLR', base_lr: 0.1, max_lr: 1 }])
    assert.deepEqual(seen(dicts, 'CyclicLR-1', 'use_beta1'), [
      ['ab', false],
      ['c', true],
    ])
  })
})

const chainOf = (...schedulers: Scheduler[]) => ({ type: 'ChainedScheduler', schedulers })

describe('state dicts of schedulers without a counterpart in torch', () => {
  const names = (schedulers: Scheduler[], run?: Run) =>
    Object.keys(dictsAt(1, schedulers, run).whole)

  it('leave out our own types, also inside torch types', () => {
    const table = { type: 'TableLR', points: [[0, 1]] }
    assert.deepEqual(names([table, chainOf(halved, table), halved]), ['StepLR-1'])
  })

  it('leave out a scheduler that contains a plateau, which torch refuses', () => {
    assert.deepEqual(names([chainOf(halved, plateau), plateau]), ['ReduceLROnPlateau-1'])
  })

  it('leave out a scheduler without groups', () => {
    const events = [{ step: 1, remove: 'b' }]
    assert.deepEqual(names([{ ...halved, groups: ['b'] }], { events }), [])
  })
})
