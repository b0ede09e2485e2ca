import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { groupOf } from '../../../src/core/definition/group.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { newOptimizer } from '../../../src/core/optimizer/optimizer.ts'
import { restartDifferences } from '../../../src/core/optimizer/restart.ts'

const NOW = '2026-11-22T08:00:00.000Z'
const A = { name: 'a', lr: 0.1 }
const B = { name: 'b', lr: 0.2 }
const decaying = (gamma: object) => ({ type: 'ExponentialLR', gamma })
const nested = (gamma: object) => ({ type: 'ChainedScheduler', schedulers: [decaying(gamma)] })
const defined = (groups: object[], ...schedulers: object[]) =>
  define(RegistrationBody.parse({ groups, schedulers }))

describe('a registration that is sent again after a group was added', () => {
  const scheduled = [decaying({ a: 0.5 }), nested({ a: 0.5 })]
  const optimizer = {
    ...newOptimizer('restarted', defined([A], ...scheduled), NOW),
    revision: 2,
    pending: [
      {
        kind: 'group_added' as const,
        group: groupOf(B, {}),
        revision: 2,
        step: 1,
        recordedAt: NOW,
      },
    ],
  }
  const comparing = (given: ReturnType<typeof defined>, added = [groupOf(B, {})]) => {
    return restartDifferences(optimizer, given, added).map(({ pointer }) => pointer)
  }

  it('may have arguments by group for it, which the first one could not have', () => {
    const both = { a: 0.5, b: 0.25 }
    assert.deepEqual(comparing(defined([A, B], decaying(both), nested(both))), [])
    assert.deepEqual(comparing(defined([A], ...scheduled)), [])
  })

  it('has the arguments of the groups that were there compared', () => {
    const other = { a: 0.6, b: 0.25 }
    assert.deepEqual(comparing(defined([A, B], decaying(other), nested(other))), [
      '/schedulers/0/gamma/a',
      '/schedulers/1/schedulers/0/gamma/a',
    ])
  })

  it('has the name of the group alone compared, once its addition is compacted away', () => {
    const both = { a: 0.5, b: 0.25 }
    const given = defined([A, { ...B, lr: 9 }], decaying(both), nested(both))
    assert.deepEqual(comparing(given), ['/groups/1/lr'])
    assert.deepEqual(comparing(given, []), [])
  })
})
